package io.cointrader.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.config.Config;
import io.cointrader.models.feed.RecordedFeed;
import io.cointrader.persistence.codec.ModelCodec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients of the control socket that mean harm, or have hung up in their own way. */
@Timeout(30)
final class ControlSocketTest {

  @TempDir static Path data;
  private static List<Path> files = List.of();

  @TempDir Path home;

  @BeforeAll
  static void makeData() {
    files = Rig.files(data, 3, 2);
  }

  private Engine engine() {
    Config config = Rig.config(Map.of());
    RecordedFeed feed = Rig.replay(files);
    return Engine.builder()
        .config(config)
        .feed(feed)
        .venue(Rig.paper(feed, config, 0))
        .dataDir(home)
        .controlSocket(true)
        .speed(1)
        .build();
  }

  private static SocketChannel connect(Engine engine) throws IOException {
    return SocketChannel.open(
        UnixDomainSocketAddress.of(ControlSocket.place(engine.directory().toString(), ".sock")));
  }

  private static ControlSocket.Answer ask(SocketChannel client, String line) throws IOException {
    client.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(Channels.newInputStream(client), StandardCharsets.UTF_8));
    return ModelCodec.get().decode(in.readLine(), ControlSocket.Answer.class);
  }

  @Test
  void silentClientsWithoutNumberDoNotKeepAKillFromBeingAnswered() throws IOException {
    try (Engine engine = engine()) {
      engine.start();
      List<SocketChannel> silent = new ArrayList<>();
      try {
        for (int i = 0; i < 100; i++) {
          SocketChannel client = connect(engine);
          client.write(ByteBuffer.wrap(new byte[] {'{'}));
          silent.add(client);
        }
        try (SocketChannel client = connect(engine)) {
          assertThat(ask(client, "{\"id\":\"k\",\"command\":\"kill\",\"arguments\":{}}").done())
              .isTrue();
        }
      } finally {
        for (SocketChannel client : silent) {
          client.close();
        }
      }
    }
  }

  /** Folders for temporary files are tidied by others. */
  @Test
  @Timeout(30)
  void O08_aSocketThatIsRemovedComesBackAndTakesAKill() throws IOException {
    try (Engine engine = engine()) {
      engine.start();
      Files.delete(ControlSocket.place(engine.directory().toString(), ".sock"));
      try (SocketChannel client = connectedAgain(engine)) {
        assertThat(ask(client, "{\"id\":\"k\",\"command\":\"kill\",\"arguments\":{}}").done())
            .isTrue();
      }
    }
  }

  private static SocketChannel connectedAgain(Engine engine) {
    while (true) {
      try {
        return connect(engine);
      } catch (IOException notYet) {
        Thread.onSpinWait();
      }
    }
  }

  /** Two clients with the same ids and other words at the same time: of each id one is done. */
  @Test
  void ofTwoWordsWithOneIdExactlyOneIsCarriedOut() throws Exception {
    int rounds = 50;
    try (Engine engine = engine()) {
      engine.start();
      CyclicBarrier together = new CyclicBarrier(2);
      ExecutorService clients = Executors.newFixedThreadPool(2);
      try {
        List<Future<List<Boolean>>> done = new ArrayList<>();
        for (String verb : List.of("pause", "resume")) {
          done.add(
              clients.submit(
                  () -> {
                    List<Boolean> answers = new ArrayList<>();
                    try (SocketChannel client = connect(engine)) {
                      for (int i = 0; i < rounds; i++) {
                        together.await();
                        String line = "{\"id\":\"r%d\",\"command\":\"%s\",\"arguments\":{}}";
                        answers.add(ask(client, line.formatted(i, verb)).done());
                      }
                    }
                    return answers;
                  }));
        }
        List<Boolean> pause = done.get(0).get();
        List<Boolean> resume = done.get(1).get();
        assertThat(pause).hasSize(rounds);
        for (int i = 0; i < rounds; i++) {
          assertThat(pause.get(i)).as("round %s", i).isNotEqualTo(resume.get(i));
        }
        assertThat(engine.state().restrictions()).hasSize(pause.get(rounds - 1) ? 1 : 0);
      } finally {
        clients.shutdownNow();
      }
    }
  }

  @Test
  void aLineWithoutEndIsCutOffAndTheNextClientIsAnswered() throws IOException {
    try (Engine engine = engine()) {
      engine.start();
      try (SocketChannel client = connect(engine)) {
        ByteBuffer flood = ByteBuffer.wrap("x".repeat(1 << 16).getBytes(StandardCharsets.UTF_8));
        long sent = 0;
        boolean open = true;
        while (open && sent < 64 << 20) {
          try {
            sent += client.write(flood.rewind());
          } catch (IOException cutOff) {
            open = false;
          }
        }
        assertThat(open).as("still taken after %s bytes", sent).isFalse();
      }
      try (SocketChannel client = connect(engine)) {
        assertThat(ask(client, "{\"id\":\"s\",\"command\":\"status\",\"arguments\":{}}").done())
            .isTrue();
      }
    }
  }

  @Test
  void aRequestThatIsNoneIsAnsweredAndTheClientMayAskAgain() throws IOException {
    try (Engine engine = engine()) {
      engine.start();
      try (SocketChannel client = connect(engine)) {
        for (String bad :
            List.of(
                "",
                "[",
                "{}",
                "{\"id\":null,\"command\":\"kill\",\"arguments\":{}}",
                "{\"id\":\"a\"}")) {
          assertThat(ask(client, bad).done()).as(bad).isFalse();
        }
        assertThat(ask(client, "{\"id\":\"b\",\"command\":\"fly\",\"arguments\":{}}").text())
            .isEqualTo("there is no command fly");
        assertThat(ask(client, "{\"id\":\"s\",\"command\":\"status\",\"arguments\":{}}").done())
            .isTrue();
      }
    }
  }
}
