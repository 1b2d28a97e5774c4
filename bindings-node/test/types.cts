// The same types for programs that say `require`.

import sdk = require('ionos-sdk');

const client: sdk.Client = sdk.Client.fromEnv();
export const all: Promise<sdk.Resource<sdk.DatacenterProperties>[]> = client.datacenters.list().all();
