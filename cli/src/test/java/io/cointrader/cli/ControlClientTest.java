package io.cointrader.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cointrader.engine.ExitCode;
import io.cointrader.persistence.directory.Identity;
import io.cointrader.persistence.directory.RunDirectories;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
final class ControlClientTest {

  @TempDir Path folder;

  private RunDirectories.Run listeningAt(String socket) {
    return new RunDirectories.Run(
        folder,
        new Identity(
            Identity.FORMAT,
            "paper",
            "sim-1",
            "run-1",
            Instant.EPOCH,
            Optional.empty(),
            Optional.of(socket)),
        false);
  }

  @Test
  void anEngineThatDoesNotAnswerIsNotWaitedForForEver() throws IOException {
    Path socket = folder.resolve("s");
    try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      silent.bind(UnixDomainSocketAddress.of(socket));
      assertThatThrownBy(
              () ->
                  ControlClient.ask(
                      listeningAt(socket.toString()), "status", Map.of(), Duration.ofMillis(50)))
          .isInstanceOfSatisfying(
              CommandFailure.class,
              failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.UNREACHABLE));
    }
  }

  @Test
  void whereNobodyListensThereIsNoAnswer() {
    for (String socket : new String[] {folder.resolve("none").toString(), "a\0b", ""}) {
      assertThat(ControlClient.ask(listeningAt(socket), "status")).isEmpty();
    }
  }
}
