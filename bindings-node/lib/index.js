'use strict';

const { decode: _, made: __, ...errors } = require('./errors.js');
const { Client, operations } = require('./client.js');
const { Collection, Item, List } = require('./resource.js');
const { ChatAnswer, ChatChunk, ChatStream } = require('./ai.js');
const { KeyStore } = require('./keys.js');
const { Pending } = require('./pending.js');
const { Secret } = require('./secret.js');
const { Stack } = require('./stack.js');
const { publish, unpublish, connectorCloudConfig, Published } = require('./tunnel.js');

module.exports = {
  ...errors,
  Client,
  operations,
  Collection,
  Item,
  List,
  Pending,
  ChatAnswer,
  ChatChunk,
  ChatStream,
  KeyStore,
  Secret,
  Stack,
  publish,
  unpublish,
  connectorCloudConfig,
  Published,
};
