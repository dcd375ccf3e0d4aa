/** The kinds of the second program, which both of its threads know. */
import { joinKinds } from "@retain/artifacts/kinds/contracts";
import { dispatchKinds } from "@retain/test-kit/made-up/kinds";

joinKinds(dispatchKinds);
