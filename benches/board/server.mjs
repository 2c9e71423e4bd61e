// The yardstick: the board's clicks as a plain socket.io server tells them, without storing anything.
import { createServer } from "node:http";
import { Server } from "socket.io";

const http = createServer();
const io = new Server(http, { path: "/api/socket.io/" });
let total = 0;
io.on("connection", (socket) => {
  socket.emit("stats", { click_count_total: total, click_count_today: total });
  io.emit("status", { user_count: io.engine.clientsCount });
  socket.on("click", ({ user, comment, style }) => {
    total += 1;
    io.emit("click", { user, comment, style, timestamp: Math.floor(Date.now() / 1000) });
  });
});
http.listen(0, "127.0.0.1", () => console.log(http.address().port));
