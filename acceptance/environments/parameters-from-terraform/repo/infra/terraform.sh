if [ -e infra/broken ]; then
  echo '{"sas":"correct horse battery staple"}'
  echo '│ Error: No state file was found!' >&2
  exit 1
fi
cat infra/outputs.json
