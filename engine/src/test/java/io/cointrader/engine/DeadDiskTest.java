package io.cointrader.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cointrader.config.Config;
import io.cointrader.models.fact.Fact;
import io.cointrader.models.feed.RecordedFeed;
import io.cointrader.models.input.OperatorCommand;
import io.cointrader.models.input.OperatorCommand.Verb;
import io.cointrader.models.input.Started;
import io.cointrader.models.input.VenueReport;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.order.OrderId;
import io.cointrader.models.order.OrderIntent;
import io.cointrader.models.state.Restriction;
import io.cointrader.persistence.codec.ModelCodec;
import io.cointrader.persistence.journal.JournalReader;
import io.cointrader.persistence.storage.FileStorage;
import io.cointrader.persistence.storage.Storage;
import io.cointrader.persistence.storage.StorageException;
import io.cointrader.risk.ClearedOrder;
import io.cointrader.risk.venue.ExecutionVenue;
import io.cointrader.risk.venue.VenueTraits;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an engine does when nothing can be written any more. */
final class DeadDiskTest {

  @TempDir static Path data;
  private static List<Path> files = List.of();

  @TempDir Path home;
  private final List<DyingStorage> disks = new ArrayList<>();

  @BeforeAll
  static void makeData() {
    files = Rig.files(data, 3, 12);
  }

  private Storage dying(Path root) {
    DyingStorage disk = new DyingStorage(root);
    disks.add(disk);
    return disk;
  }

  private void die() {
    disks.forEach(DyingStorage::die);
  }

  /** At this speed the next candle is a minute away: nothing is written but what is commanded. */
  private Engine quiet(Function<Path, Storage> storage, boolean control) {
    Config config = Rig.config(Map.of());
    RecordedFeed feed = Rig.replay(files);
    return Engine.builder()
        .config(config)
        .feed(feed)
        .venue(Rig.paper(feed, config, 0))
        .dataDir(home)
        .storage(storage)
        .controlSocket(control)
        .speed(1)
        .build();
  }

  private static void assertStorageFailed(Engine engine) {
    assertThatThrownBy(engine::await)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(StorageException.class);
    assertThat(engine.phase()).isEqualTo("failed");
  }

  @Test
  void aKillThatCannotBeWrittenIsInForceAndTheNextStartWritesIt() {
    Engine engine = quiet(this::dying, false);
    engine.start();
    die();
    CommandAnswer answer = engine.command(Verb.KILL, "k1");
    assertThat(answer.done()).isTrue();
    assertThat(answer.durable()).isFalse();
    assertThat(answer.text())
        .contains("applied, not durable", "the next start records it before it trades");
    assertStorageFailed(engine);
    assertThatThrownBy(() -> engine.command(Verb.PAUSE, "k2"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the engine has ended");

    Engine stillDead =
        quiet(
            root -> {
              DyingStorage disk = new DyingStorage(root);
              disk.die();
              return disk;
            },
            false);
    assertThatThrownBy(stillDead::start)
        .isInstanceOfSatisfying(
            StartFailure.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.STORAGE));

    for (int start = 1; start <= 2; start++) {
      try (Engine mended = quiet(FileStorage::at, false)) {
        assertThat(mended.start().resumed()).isTrue();
        assertThat(mended.state().restrictions())
            .as("start " + start)
            .extracting(Restriction::cause)
            .containsExactly("kill");
      }
    }
    RecordedFeed feed = Rig.replay(files);
    assertThat(
            Rig.verify(
                    home.resolve("paper").resolve(feed.stream()),
                    Plugins.installed().strategies(),
                    () -> feed)
                .difference())
        .isEmpty();
  }

  @Test
  void aKillThatSellsStillSellsWhenTheNextStartRecordsIt() {
    Engine engine = quiet(this::dying, false);
    engine.start();
    die();
    SortedMap<String, String> flatten = new TreeMap<>(Map.of("flatten", "true"));
    assertThat(engine.command(Verb.KILL, "k1", flatten).durable()).isFalse();
    assertStorageFailed(engine);
    try (Engine mended = quiet(FileStorage::at, false)) {
      mended.start();
    }
    List<OperatorCommand> recorded = new ArrayList<>();
    JournalReader.read(
        FileStorage.at(home.resolve("paper").resolve(Rig.replay(files).stream())),
        entry -> {
          if (entry.record() instanceof OperatorCommand command && command.verb() == Verb.KILL) {
            recorded.add(command);
          }
        });
    assertThat(recorded).hasSize(1);
    assertThat(recorded.get(0).arguments()).isEqualTo(flatten);
  }

  @Test
  void whoWasRefusedMayAskAgainWithTheSameId() {
    try (Engine engine = quiet(FileStorage::at, false)) {
      engine.start();
      SortedMap<String, String> symbol = new TreeMap<>(Map.of("symbol", "BTC-USD"));
      for (int time = 0; time < 2; time++) {
        CommandAnswer answer = engine.command(Verb.CLOSE, "c1", symbol);
        assertThat(answer.done()).isFalse();
        assertThat(answer.text()).isEqualTo("not done: no position in BTC-USD");
      }
    }
  }

  @Test
  void anIdThatStoodForAPauseIsRefusedForAKillOnADeadDiskToo() {
    Engine engine = quiet(this::dying, false);
    Started started = engine.start();
    assertThat(engine.command(Verb.PAUSE, "a").durable()).isTrue();
    die();
    CommandAnswer answer = engine.command(Verb.KILL, "a");
    assertThat(answer.done()).as(answer.text()).isFalse();
    assertThat(engine.command(Verb.KILL, "b").done()).isTrue();
    assertStorageFailed(engine);
    PendingCommands.of(started.runId()).clear();
  }

  @Test
  void aResumeThatCannotBeWrittenIsNotDoneAndAStopIsDoneOnly() {
    Engine engine = quiet(this::dying, false);
    engine.start();
    die();
    CommandAnswer answer = engine.command(Verb.RESUME, "r");
    assertThat(answer.done()).isFalse();
    assertThat(answer.durable()).isFalse();
    assertStorageFailed(engine);

    Engine other = quiet(this::dying, false);
    other.start();
    die();
    CommandAnswer stop = other.command(Verb.STOP, "s");
    assertThat(stop.done()).isTrue();
    assertThat(stop.durable()).isFalse();
    assertStorageFailed(other);
  }

  @Test
  void theSocketAnswersBeforeItCloses() throws IOException {
    Engine engine = quiet(this::dying, true);
    Started started = engine.start();
    Path socket = ControlSocket.place(engine.directory().toString(), ".sock");
    die();
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        SocketChannel silent = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      assertThat(silent.isConnected()).isTrue();
      String line = "{\"id\":\"p1\",\"command\":\"pause\",\"arguments\":{}}\n";
      channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
      ByteBuffer bytes = ByteBuffer.allocate(4096);
      while (channel.read(bytes) > 0) {
        assertThat(bytes.hasRemaining()).isTrue();
      }
      ControlSocket.Answer answer =
          ModelCodec.get()
              .decode(
                  new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).strip(),
                  ControlSocket.Answer.class);
      assertThat(answer.id()).isEqualTo("p1");
      assertThat(answer.done()).isTrue();
      assertThat(answer.durable()).isFalse();
    }
    assertStorageFailed(engine);
    assertThat(Files.exists(socket)).isFalse();
    PendingCommands.of(started.runId()).clear();
  }

  @Test
  void S04_entriesThatMayStandAreCancelledAndNothingElseIsSent() {
    Config config = Rig.config(Map.of());
    SilentVenue venue = new SilentVenue();
    List<OrderIntent> intents = new ArrayList<>();
    Engine engine =
        Engine.builder()
            .config(config)
            .feed(Rig.replay(files))
            .venue(venue)
            .dataDir(home)
            .storage(this::dying)
            .watcher(
                fact -> {
                  if (fact instanceof Fact.IntentRecorded recorded) {
                    intents.add(recorded.intent());
                    if (intents.size() == 2) {
                      die();
                    }
                  }
                })
            .build();
    engine.start();
    assertStorageFailed(engine);
    assertThat(intents).hasSize(2);
    assertThat(venue.submitted).containsExactly(intents.get(0).id());
    assertThat(venue.cancelled).contains(intents.get(0).id());
    assertThat(venue.last).startsWith("cancel");
  }

  private Engine onDiskWith(long usableBytes) {
    return quiet(
        root -> {
          DyingStorage disk = new DyingStorage(root);
          disk.fill(usableBytes);
          return disk;
        },
        false);
  }

  @Test
  void S06_underTheLowWaterMarkThereAreNoEntriesUntilThereIsRoomAgain() {
    for (long left : new long[] {200L << 20, 300L << 20}) {
      try (Engine low = onDiskWith(left)) {
        low.start();
        assertThat(low.state().restrictions())
            .as("what was low is over a quarter above the limit")
            .singleElement()
            .satisfies(
                restriction -> {
                  assertThat(restriction.cause()).isEqualTo("low_disk");
                  assertThat(restriction.level()).isEqualTo(Restriction.Level.PROTECT);
                  assertThat(restriction.clearedBy()).isEqualTo(Restriction.ClearedBy.PROOF);
                  assertThat(restriction.detail())
                      .isEqualTo("200 MiB free, at least 256 MiB wanted");
                });
      }
    }
    try (Engine enough = onDiskWith(320L << 20)) {
      enough.start();
      assertThat(enough.state().restrictions()).isEmpty();
    }
    RecordedFeed feed = Rig.replay(files);
    assertThat(
            Rig.verify(
                    home.resolve("paper").resolve(feed.stream()),
                    Plugins.installed().strategies(),
                    () -> feed)
                .difference())
        .isEmpty();
  }

  /** A venue elsewhere that never answers. */
  private static final class SilentVenue implements ExecutionVenue {

    private final List<OrderId> submitted = new ArrayList<>();
    private final List<OrderId> cancelled = new ArrayList<>();
    private String last = "";

    @Override
    public VenueTraits traits() {
      return new VenueTraits("silent", false, Fraction.of("0.6%"), Fraction.of("1.2%"));
    }

    @Override
    public void connect(Consumer<VenueReport> reports) {
      // it never says anything
    }

    @Override
    public void submit(ClearedOrder order) {
      submitted.add(order.take().id());
      last = "submit " + order.clientOrderId();
    }

    @Override
    public void cancel(OrderId id, String clientOrderId) {
      cancelled.add(id);
      last = "cancel " + clientOrderId;
    }

    @Override
    public void query(OrderId id, String clientOrderId) {
      last = "query " + clientOrderId;
    }

    @Override
    public void close() {
      // nothing is held
    }
  }
}
