package io.cointrader.cli;

import io.cointrader.engine.ControlSocket;
import io.cointrader.engine.ExitCode;
import io.cointrader.persistence.codec.CodecException;
import io.cointrader.persistence.codec.ModelCodec;
import io.cointrader.persistence.directory.RunDirectories;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Talks to running engines through their control sockets. */
final class ControlClient {

  private ControlClient() {}

  /** The answer of the engine of a run, or nothing when none is listening. */
  static Optional<ControlSocket.Answer> ask(RunDirectories.Run run, String command) {
    if (run.identity().socket().isEmpty()) {
      return Optional.empty();
    }
    Path socket = Path.of(run.identity().socket().get());
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      ControlSocket.Request request =
          new ControlSocket.Request(UUID.randomUUID().toString(), command);
      byte[] line =
          (new String(
                      ModelCodec.get().encode(ControlSocket.Request.class, request),
                      StandardCharsets.UTF_8)
                  + "\n")
              .getBytes(StandardCharsets.UTF_8);
      channel.write(ByteBuffer.wrap(line));
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
      String answer = in.readLine();
      return answer == null
          ? Optional.empty()
          : Optional.of(ModelCodec.get().decode(answer, ControlSocket.Answer.class));
    } catch (IOException nobodyListens) {
      return Optional.empty();
    } catch (CodecException otherBuild) {
      throw new CommandFailure(
          ExitCode.INTERNAL,
          "the engine answers in a form this build does not know: " + otherBuild.getMessage());
    }
  }

  /** The runs whose engines listen now. */
  static List<RunDirectories.Run> running(Path dataDir, Optional<String> runId) {
    List<RunDirectories.Run> running = new ArrayList<>();
    for (RunDirectories.Run run : RunReader.guarded(() -> RunDirectories.find(dataDir))) {
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
          "no engine is running on "
              + dataDir.toAbsolutePath().normalize()
              + "; start one with cointrader run");
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
