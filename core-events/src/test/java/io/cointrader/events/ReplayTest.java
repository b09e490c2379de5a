package io.cointrader.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.feed.RecordedFeed;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.Started;
import io.cointrader.models.input.VenueReport;
import io.cointrader.models.state.BotSnapshot;
import io.cointrader.models.state.BotState;
import io.cointrader.models.state.FactSink;
import io.cointrader.models.state.TradingCore;
import io.cointrader.persistence.codec.ModelCodec;
import io.cointrader.persistence.journal.Entry;
import io.cointrader.persistence.journal.Journal;
import io.cointrader.persistence.journal.JournalReader;
import io.cointrader.persistence.journal.Kind;
import io.cointrader.persistence.storage.FileStorage;
import io.cointrader.persistence.storage.Storage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal holds a run in order; a replay finds the first place where this build differs. */
class ReplayTest {

  private static final Function<Started, RecordedFeed> NO_FEED =
      started -> {
        throw new IllegalStateException("no feed was asked for");
      };

  @TempDir private Path folder;
  private Storage storage;

  @BeforeEach
  void open() {
    storage = FileStorage.at(folder);
  }

  /** A core that decides by script: the facts of the n-th input. */
  private static Function<BotState, TradingCore> script(List<List<Fact>> facts) {
    return state ->
        new TradingCore() {
          private int next;

          @Override
          public void onInput(Input input, FactSink sink) {
            if (next < facts.size()) {
              facts.get(next++).forEach(sink::accept);
            }
          }
        };
  }

  /** One fact for each input. */
  private static List<List<Fact>> each(List<Fact> facts) {
    return facts.stream().map(List::of).toList();
  }

  /** A venue where nothing happens. */
  private static final VenuePort QUIET =
      new VenuePort() {
        @Override
        public boolean step(Input input) {
          return false;
        }

        @Override
        public @Nullable VenueReport poll() {
          return null;
        }

        @Override
        public boolean hasEffects() {
          return false;
        }

        @Override
        public void release(Input cause) {}

        @Override
        public boolean isExternal() {
          return false;
        }
      };

  private interface Drive {
    void through(TradingLoop loop);
  }

  /** Records a run and gives its decisions' hash. */
  private String record(List<List<Fact>> facts, Drive drive) {
    BotState state = new BotState();
    DecisionsHash hash = new DecisionsHash();
    try (Journal journal = Journal.open(storage, 1 << 20, "run-1", entry -> {})) {
      TradingLoop loop =
          new TradingLoop(
              script(facts).apply(state),
              state,
              new JournalRecorder(journal, hash),
              QUIET,
              fact -> {});
      drive.through(loop);
      loop.force();
    }
    return hash.hex();
  }

  private String recordTicks(List<List<Fact>> facts) {
    return record(
        facts,
        loop -> {
          for (int n = 0; n < facts.size(); n++) {
            loop.take(Story.tick(n));
          }
        });
  }

  private List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    JournalReader.read(storage, entries::add);
    return entries;
  }

  private static Optional<String> text(Fact fact) {
    return Optional.of(
        new String(ModelCodec.get().encode(Fact.class, fact), StandardCharsets.UTF_8));
  }

  @Test
  void aJournalHoldsInputsAndFactsInTheOrderTheyCame() {
    List<Fact> facts = Story.facts();
    recordTicks(each(facts));
    List<Entry> entries = entries();
    assertThat(entries).hasSize(2 * facts.size());
    for (int n = 0; n < facts.size(); n++) {
      assertThat(entries.get(2 * n).kind()).isEqualTo(Kind.INPUT);
      assertThat(entries.get(2 * n).record()).isEqualTo(Story.tick(n));
      assertThat(entries.get(2 * n + 1).kind()).isEqualTo(Kind.FACT);
      assertThat(entries.get(2 * n + 1).record()).isEqualTo(facts.get(n));
    }
    assertThat(entries).extracting(Entry::sequence).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void theSameBuildFindsNoDifferenceAndTheSameHash() {
    List<Fact> facts = Story.facts();
    String hash = recordTicks(each(facts));
    assertThat(Replay.run(storage, script(each(facts)), NO_FEED))
        .isEqualTo(
            new Replay.Result(
                facts.size(), facts.size(), hash, Optional.empty(), Optional.empty()));
  }

  /** Of every kind of fact: what was recorded, what is decided now, and where. */
  @Test
  void aDifferenceInAnyKindOfFactIsNamed() {
    recordTicks(each(Story.facts()));
    List<Entry> entries = entries();
    List<Story.Moment> moments = Story.moments();
    for (int n = 0; n < moments.size(); n++) {
      Story.Moment moment = moments.get(n);
      Replay.Result result =
          Replay.run(storage, script(each(Story.factsWith(n, moment.instead()))), NO_FEED);
      assertThat(result.difference())
          .contains(
              new Replay.Difference(
                  entries.get(2 * n + 1).sequence(), text(moment.fact()), text(moment.instead())));
    }
  }

  @Test
  void theFirstOfSeveralDifferencesIsNamed() {
    recordTicks(each(Story.facts()));
    List<Fact> facts = new ArrayList<>(Story.facts());
    for (int n : List.of(19, 7, 5)) {
      facts.set(n, Story.moments().get(n).instead());
    }
    assertThat(Replay.run(storage, script(each(facts)), NO_FEED).difference())
        .contains(
            new Replay.Difference(
                entries().get(11).sequence(),
                text(Story.facts().get(5)),
                text(Story.moments().get(5).instead())));
  }

  /** Each later input is decided on in the state of the record, so that nothing follows on. */
  @Test
  void aComparisonNamesEveryDifferenceAndGoesOnFromTheRecord() {
    recordTicks(each(Story.facts()));
    List<Fact> facts = new ArrayList<>(Story.facts());
    List<Integer> changed = List.of(0, 7, 19);
    for (int n : changed) {
      facts.set(n, Story.moments().get(n).instead());
    }
    List<BotSnapshot> before = new ArrayList<>();
    List<Replay.Difference> differences = new ArrayList<>();
    Replay.Result result =
        Replay.compare(
            storage,
            state -> {
              TradingCore core = script(each(facts)).apply(state);
              return (input, sink) -> {
                before.add(state.snapshot());
                core.onInput(input, sink);
              };
            },
            NO_FEED,
            Place.END,
            differences::add);
    assertThat(differences)
        .containsExactlyElementsOf(
            changed.stream()
                .map(
                    n ->
                        new Replay.Difference(
                            entries().get(2 * n + 1).sequence(),
                            text(Story.facts().get(n)),
                            text(Story.moments().get(n).instead())))
                .toList());
    assertThat(result.difference()).contains(differences.get(0));
    assertThat(result.facts()).isEqualTo(facts.size() - changed.size());
    BotState record = new BotState();
    for (int n = 0; n < facts.size(); n++) {
      assertThat(before.get(n)).isEqualTo(record.snapshot());
      record.apply(Story.facts().get(n));
    }
  }

  @Test
  void aReplayEndsWhereItIsTold() {
    recordTicks(each(Story.facts()));
    List<Entry> entries = entries();
    for (int n = 1; n < Story.facts().size(); n++) {
      Replay.Result result =
          Replay.run(
              storage,
              script(each(Story.facts())),
              NO_FEED,
              new Place.AtSequence(entries.get(2 * n).sequence() - 1));
      assertThat(result.inputs()).isEqualTo(n);
      assertThat(result.facts()).isEqualTo(n);
    }
    Instant third = Story.tick(2).received();
    long until =
        Replay.run(storage, script(each(Story.facts())), NO_FEED, new Place.AtTime(third)).inputs();
    assertThat(until)
        .isEqualTo(
            entries.stream()
                .filter(entry -> entry.kind() == Kind.INPUT)
                .filter(entry -> !((Input) entry.record()).received().isAfter(third))
                .count());
  }

  @Test
  void aReplayByRowsEndsInTheMiddleOfThem() {
    recordRows();
    for (int n = 0; n < 6; n++) {
      Replay.Result result =
          Replay.run(
              storage,
              script(ofRows()),
              started -> feed("abc", 6),
              new Place.AtTime(Story.candle(n).received()));
      assertThat(result.difference()).isEmpty();
      assertThat(result.inputs()).isEqualTo(n + 2);
    }
  }

  @Test
  void theStateOfAnyPlaceIsTheFoldOfTheFactsUpToIt() {
    recordTicks(each(Story.facts()));
    List<Entry> entries = entries();
    BotState state = new BotState();
    for (int n = 0; n < Story.facts().size(); n++) {
      state.apply(Story.facts().get(n));
      long sequence = entries.get(2 * n + 1).sequence();
      RecordedState found = RecordedState.read(storage, new Place.AtSequence(sequence));
      assertThat(found.sequence()).isEqualTo(sequence);
      assertThat(found.state().snapshot()).isEqualTo(state.snapshot());
    }
    assertThat(RecordedState.read(storage, Place.END).state().snapshot())
        .isEqualTo(state.snapshot());
    assertThat(RecordedState.read(storage, new Place.AtSequence(1)).sequence()).isZero();
  }

  @Test
  void aStateBecomesTheOneOfASnapshotWhateverItWasBefore() {
    BotState whole = new BotState();
    BotState half = new BotState();
    Story.facts().forEach(whole::apply);
    Story.facts().subList(0, 13).forEach(half::apply);
    BotSnapshot middle = half.snapshot();
    half.restore(whole.snapshot());
    assertThat(half.snapshot()).isEqualTo(whole.snapshot());
    whole.restore(middle);
    assertThat(whole.snapshot()).isEqualTo(middle);
  }

  @Test
  void aFactThatIsNotDecidedAgainIsNamed() {
    recordTicks(each(Story.facts()));
    List<List<Fact>> fewer = new ArrayList<>(each(Story.facts()));
    fewer.set(3, List.of());
    assertThat(Replay.run(storage, script(fewer), NO_FEED).difference())
        .contains(
            new Replay.Difference(
                entries().get(7).sequence(), text(Story.facts().get(3)), Optional.empty()));
  }

  @Test
  void aFactThatWasNotDecidedThenIsNamedAtTheNextInputOrAtTheEnd() {
    recordTicks(each(Story.facts().subList(0, 5)));
    for (int n : List.of(2, 4)) {
      List<List<Fact>> more = new ArrayList<>(each(Story.facts().subList(0, 5)));
      more.set(n, List.of(Story.facts().get(n), Story.answered("paused")));
      int found = Math.min(2 * n + 2, 9);
      assertThat(Replay.run(storage, script(more), NO_FEED).difference())
          .contains(
              new Replay.Difference(
                  entries().get(found).sequence(),
                  Optional.empty(),
                  text(Story.answered("paused"))));
    }
  }

  @Test
  void twoFactsOfOneInputInAnotherOrderAreADifference() {
    Fact one = Story.facts().get(0);
    Fact other = Story.facts().get(1);
    recordTicks(List.of(List.of(one, other)));
    assertThat(Replay.run(storage, script(List.of(List.of(other, one))), NO_FEED).difference())
        .contains(new Replay.Difference(entries().get(1).sequence(), text(one), text(other)));
  }

  private static ListFeed feed(String sha256, int candles) {
    List<Input> inputs = new ArrayList<>();
    for (int n = 0; n < candles; n++) {
      inputs.add(Story.candle(n));
    }
    return new ListFeed(sha256, inputs);
  }

  /** A start, then six candles by reference, of which the fourth and the last decide something. */
  private static List<List<Fact>> ofRows() {
    return List.of(
        List.of(Story.facts().get(0)),
        List.of(),
        List.of(),
        List.of(),
        List.of(Story.facts().get(1), Story.facts().get(2)),
        List.of(),
        List.of(Story.facts().get(3)));
  }

  private String recordRows() {
    ListFeed feed = feed("abc", 6);
    return record(
        ofRows(),
        loop -> {
          loop.take(Story.begun());
          for (Input input = feed.next(); input != null; input = feed.next()) {
            loop.takeRecorded(input, feed, feed.position() - 1);
          }
        });
  }

  @Test
  void inputsByReferenceAreReadAgain() {
    String hash = recordRows();
    assertThat(entries())
        .extracting(entry -> entry.kind() + " " + entry.record().getClass().getSimpleName())
        .containsExactly(
            "INPUT Started",
            "FACT RunStarted",
            "ROWS FileRows",
            "FACT DayStarted",
            "FACT EquitySampled",
            "ROWS FileRows",
            "FACT SignalRaised");
    ListFeed feed = feed("abc", 6);
    assertThat(Replay.run(storage, script(ofRows()), started -> feed))
        .isEqualTo(new Replay.Result(7, 4, hash, Optional.of(Story.begun()), Optional.empty()));
    assertThat(feed.isClosed()).isTrue();
  }

  @Test
  void aDecisionWithinRowsThatWereQuietIsNamed() {
    recordRows();
    List<List<Fact>> more = new ArrayList<>(ofRows());
    more.set(2, List.of(Story.facts().get(21)));
    assertThat(Replay.run(storage, script(more), started -> feed("abc", 6)).difference())
        .contains(
            new Replay.Difference(
                entries().get(2).sequence(), Optional.empty(), text(Story.facts().get(21))));
  }

  @Test
  void otherDataIsRefusedAndTheFeedClosed() {
    recordRows();
    ListFeed other = feed("def", 6);
    assertThatThrownBy(() -> Replay.run(storage, script(ofRows()), started -> other))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the data is not what the record was made from: FileRows[sha256=def, from=0, to=3]"
                + " instead of FileRows[sha256=abc, from=0, to=3]; a file was added, removed or"
                + " changed, and replay needs them as they were");
    assertThat(other.isClosed()).isTrue();
  }

  @Test
  void dataThatEndsEarlierIsRefused() {
    recordRows();
    assertThatThrownBy(() -> Replay.run(storage, script(ofRows()), started -> feed("abc", 5)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the data ends before position 5");
  }

  @Test
  void rowsWithoutAStartAreRefused() {
    ListFeed feed = feed("abc", 1);
    record(List.of(), loop -> loop.takeRecorded(feed.next(), feed, 0));
    assertThatThrownBy(() -> Replay.run(storage, script(List.of()), started -> feed))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("rows before any start at sequence ");
  }

  @Test
  void anEmptyJournalIsReplayedToNothing() {
    assertThat(Replay.run(storage, script(List.of()), NO_FEED))
        .isEqualTo(new Replay.Result(0, 0, "0".repeat(64), Optional.empty(), Optional.empty()));
  }
}
