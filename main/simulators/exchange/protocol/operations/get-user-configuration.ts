/** GetUserConfiguration: nobody here has ever stored one, which clients must cope with on real servers, too. */
import { type Answer, type Call, folderOf } from '../call.ts';
import { child, children } from '../read-soap.ts';
import { failed, response } from '../write-soap.ts';

export function getUserConfiguration(call: Call): Answer {
  const [folder] = children(child(call.node, 'UserConfigurationName'));
  const reached = folderOf(call, folder);
  const failure = 'code' in reached ? reached : { code: 'ErrorItemNotFound' };
  return response('GetUserConfiguration', [failed('GetUserConfiguration', failure)]);
}
