package io.cointrader.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.config.Config;
import io.cointrader.events.Bus;
import io.cointrader.models.fact.Fact;
import io.cointrader.models.feed.RecordedFeed;
import io.cointrader.models.input.OperatorCommand.Verb;
import io.cointrader.persistence.journal.JournalReader;
import io.cointrader.persistence.storage.FileStorage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Everything that hands something to the loop, or takes something from it, at once. */
@Timeout(60)
final class HandOffTest {

  private static final long SEED = 14;
  private static final int CALLERS = 12;
  private static final int COMMANDS = 60;

  @TempDir static Path data;
  private static List<Path> files = List.of();

  @TempDir Path home;

  @BeforeAll
  static void makeData() {
    files = Rig.files(data, 3, 20);
  }

  /** What is asked for, and what came of it. */
  private static final class Caller implements Runnable {
    private final Engine engine;
    private final int number;
    private final SplittableRandom random;
    private final List<String> durable = Collections.synchronizedList(new ArrayList<>());
    private final List<String> unsure = Collections.synchronizedList(new ArrayList<>());

    Caller(Engine engine, int number) {
      this.engine = engine;
      this.number = number;
      this.random = new SplittableRandom(SEED + number);
    }

    @Override
    public void run() {
      for (int i = 0; i < COMMANDS; i++) {
        String id = number + "-" + i;
        try {
          if (random.nextInt(4) == 0) {
            assertThat(engine.state().runId()).isNotEmpty();
          }
          Verb verb = random.nextBoolean() ? Verb.PAUSE : Verb.RESUME;
          CommandAnswer answer = engine.command(verb, id);
          assertThat(answer.durable()).isTrue();
          durable.add(id);
        } catch (IllegalStateException interrupted) {
          assertThat(interrupted).hasMessageContaining("interrupted while waiting");
          assertThat(Thread.interrupted()).isTrue();
          unsure.add(id);
        }
      }
    }
  }

  @Test
  void P10_P12_manyCallersSlowHandlersAndInterruptsLoseNothing() throws InterruptedException {
    Config config = Rig.config(Map.of());
    RecordedFeed feed = Rig.replay(files);
    List<Fact> seen = Collections.synchronizedList(new ArrayList<>());
    List<Fact> told = new ArrayList<>();
    AtomicLong thrown = new AtomicLong();
    Engine engine =
        Engine.builder()
            .config(config)
            .feed(feed)
            .venue(Rig.paper(feed, config, 0))
            .dataDir(home)
            .speed(100_000)
            .watcher(told::add)
            .build();
    engine.on(Fact.class, seen::add);
    Bus.Subscription slow =
        engine.on(Fact.CommandAnswered.class, fact -> LockSupport.parkNanos(100_000));
    engine.on(
        Fact.class,
        fact -> {
          if (thrown.incrementAndGet() % 3 == 0) {
            throw new IllegalStateException("planted");
          }
        });
    engine.start();
    List<Caller> callers = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    CountDownLatch done = new CountDownLatch(CALLERS);
    for (int number = 0; number < CALLERS; number++) {
      Caller caller = new Caller(engine, number);
      Thread thread =
          new Thread(
              () -> {
                caller.run();
                done.countDown();
              },
              "caller-" + number);
      callers.add(caller);
      threads.add(thread);
      thread.start();
    }
    SplittableRandom random = new SplittableRandom(SEED);
    while (done.getCount() > 0) {
      threads.get(random.nextInt(CALLERS)).interrupt();
      LockSupport.parkNanos(random.nextInt(2_000_000));
    }
    engine.stop();

    List<String> answered =
        told.stream()
            .filter(Fact.CommandAnswered.class::isInstance)
            .map(fact -> ((Fact.CommandAnswered) fact).commandId())
            .toList();
    assertThat(answered).as("carried out once each").doesNotHaveDuplicates();
    TreeSet<String> given = new TreeSet<>();
    for (Caller caller : callers) {
      assertThat(answered).containsAll(caller.durable);
      assertThat(caller.durable.size() + caller.unsure.size()).isEqualTo(COMMANDS);
      given.addAll(caller.durable);
      given.addAll(caller.unsure);
    }
    assertThat(given).hasSize(CALLERS * COMMANDS);
    assertThat(given).containsAll(answered.stream().filter(id -> !id.startsWith("stop")).toList());
    assertThat(seen).as("the fast handler has seen every fact in order").isEqualTo(told);
    assertThat(slow.failures()).isZero();
    List<String> recorded = new ArrayList<>();
    Path stream = home.resolve("paper").resolve(feed.stream());
    JournalReader.read(
        FileStorage.at(stream),
        entry -> {
          if (entry.isType("command-answered")) {
            recorded.add(((Fact.CommandAnswered) entry.record()).commandId());
          }
        });
    assertThat(recorded).isEqualTo(answered);
    RecordedFeed again = Rig.replay(files);
    assertThat(Rig.verify(stream, Plugins.installed().strategies(), () -> again).difference())
        .isEmpty();
    System.out.printf(
        "hand-offs, seed %d: %d commands of %d callers answered, %d waits interrupted%n",
        SEED,
        answered.size(),
        CALLERS,
        callers.stream().mapToInt(caller -> caller.unsure.size()).sum());
  }
}
