// A foreign server of WebSocket: node server.js WORD. Prints its port, and then what happens to it.
'use strict';
const { WebSocketServer } = require('ws');
const word = process.argv[2];
const say = (...words) => console.log(words.join(' '));
const server = new WebSocketServer({
  host: '127.0.0.1', port: 0, path: '/mesh', perMessageDeflate: true,
  handleProtocols: (protocols) => word === 'noprotocol' ? false : [...protocols][0],
});

server.on('listening', () => say('port', server.address().port));
server.on('connection', (ws, request) => {
  say('open', ws.protocol, 'extensions=' + (request.headers['sec-websocket-extensions'] || ''));
  if (word === 'text') ws.send('hello');
  if (word === 'huge') ws.send(Buffer.alloc(16 << 20));
  if (word === 'sudden') ws.terminate();
  if (word === 'garbage') ws._socket.write(Buffer.alloc(4096, 0xff));
  if (word === 'overload') ws.close(1013, 'try again later');
  if (word === 'slow') { ws.pause(); process.stdin.once('data', () => ws.resume()); }
  let count = 0;
  ws.on('message', (data, binary) => {
    count++;
    if (word === 'echo') ws.send(data, { binary });
    if (word === 'slow' && data[0] === 255) say('last', count);
  });
  ws.on('error', (error) => say('error', error.code));
  ws.on('close', (code) => say('close', code));
});
