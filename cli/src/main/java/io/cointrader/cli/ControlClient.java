package io.cointrader.cli;

import io.cointrader.engine.ControlSocket;
import io.cointrader.engine.ExitCode;
import io.cointrader.persistence.codec.CodecException;
import io.cointrader.persistence.codec.ModelCodec;
import io.cointrader.persistence.directory.RunDirectories;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Talks to running engines through their control sockets. */
final class ControlClient {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private ControlClient() {}

  /** The answer of the engine of a run, or nothing when none is listening. */
  static Optional<ControlSocket.Answer> ask(RunDirectories.Run run, String command) {
    return ask(run, command, Map.of(), PATIENCE);
  }

  static Optional<ControlSocket.Answer> ask(
      RunDirectories.Run run, String command, Map<String, String> arguments) {
    return ask(run, command, arguments, PATIENCE);
  }

  static Optional<ControlSocket.Answer> ask(
      RunDirectories.Run run, String command, Map<String, String> arguments, Duration patience) {
    if (run.identity().socket().isEmpty()) {
      return Optional.empty();
    }
    ControlSocket.Request request =
        new ControlSocket.Request(
            UUID.randomUUID().toString(),
            command,
            arguments.isEmpty() ? Optional.empty() : Optional.of(new TreeMap<>(arguments)));
    try {
      String answer =
          exchange(
              UnixDomainSocketAddress.of(run.identity().socket().get()),
              ModelCodec.get().encode(ControlSocket.Request.class, request),
              patience);
      return answer.isEmpty()
          ? Optional.empty()
          : Optional.of(ModelCodec.get().decode(answer, ControlSocket.Answer.class));
    } catch (IOException | InvalidPathException nobodyListens) {
      return Optional.empty();
    } catch (CodecException otherBuild) {
      throw new CommandFailure(
          ExitCode.INTERNAL,
          "the engine answers in a form this build does not know: " + otherBuild.getMessage());
    }
  }

  /** The line that answers a line; empty when the engine ends before it has answered. */
  private static String exchange(UnixDomainSocketAddress socket, byte[] line, Duration patience)
      throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        Selector selector = Selector.open()) {
      channel.configureBlocking(false);
      channel.connect(socket);
      channel.register(selector, SelectionKey.OP_READ);
      channel.write(ByteBuffer.allocate(line.length + 1).put(line).put((byte) '\n').flip());
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      ByteBuffer part = ByteBuffer.allocate(1 << 16);
      long deadline = System.nanoTime() + patience.toNanos();
      while (true) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new CommandFailure(
              ExitCode.UNREACHABLE,
              "the engine has not answered for "
                  + patience.toSeconds()
                  + " s; if it hangs, end its process: the next start recovers");
        }
        selector.select(left);
        selector.selectedKeys().clear();
        int read = channel.read(part.clear());
        if (read < 0) {
          return "";
        }
        for (int i = 0; i < read; i++) {
          if (part.get(i) == '\n') {
            answer.write(part.array(), 0, i);
            return answer.toString(StandardCharsets.UTF_8);
          }
        }
        answer.write(part.array(), 0, read);
      }
    }
  }

  /** The runs whose engines listen now. */
  static List<RunDirectories.Run> running(Path dataDir, Optional<String> runId) {
    List<RunDirectories.Run> running = new ArrayList<>();
    for (RunDirectories.Run run : RunReader.runs(dataDir)) {
      boolean asked = runId.isEmpty() || run.identity().runId().equals(runId.get());
      if (asked && !run.archived() && ask(run, "status").isPresent()) {
        running.add(run);
      }
    }
    return running;
  }

  /** The one run whose engine listens. */
  static RunDirectories.Run one(Path dataDir, Optional<String> runId) {
    List<RunDirectories.Run> running = running(dataDir, runId);
    if (running.isEmpty()) {
      throw new CommandFailure(
          ExitCode.UNREACHABLE,
          runId
                  .map(id -> "no engine of run " + id + " is running on ")
                  .orElse("no engine is running on ")
              + dataDir.toAbsolutePath().normalize()
              + (runId.isPresent()
                  ? "; `cointrader status` shows which is"
                  : "; start one with cointrader run"));
    }
    if (running.size() > 1) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "several engines are running; choose one with --run: "
              + String.join(", ", running.stream().map(run -> run.identity().runId()).toList()));
    }
    return running.get(0);
  }
}
