package io.cointrader.cli;

import io.cointrader.engine.ExitCode;
import io.cointrader.events.Place;
import io.cointrader.models.fact.Fact;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.InputReference;
import io.cointrader.persistence.codec.RecordCodec;
import io.cointrader.persistence.directory.RunDirectories;
import io.cointrader.persistence.journal.Anchor;
import io.cointrader.persistence.journal.Entry;
import io.cointrader.persistence.journal.JournalReader;
import io.cointrader.persistence.journal.JournalTail;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** The record of a run. */
@Command(
    name = "journal",
    mixinStandardHelpOptions = true,
    description = "The record of a run: every input and every fact, in order.",
    subcommands = {
      JournalCommand.Show.class,
      JournalCommand.Verify.class,
      JournalCommand.Export.class,
    })
final class JournalCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    throw new CommandFailure(
        ExitCode.USAGE, "journal what? write journal show, journal verify or journal export");
  }

  /** Which run. */
  static final class Where {
    @Mixin ReadOptions options = new ReadOptions();

    @Parameters(
        arity = "0..1",
        paramLabel = "DIR",
        description = "A data directory or one run's directory (default: --data-dir).")
    @Nullable Path directory;

    RunDirectories.Run run() {
      return RunReader.choose(directory == null ? options.directory() : directory, options.runId());
    }
  }

  /** Which records. */
  static final class Selection {
    @Option(
        names = "--from",
        paramLabel = "SEQ|TIME",
        description = "The first sequence number or UTC time.")
    @Nullable Place from;

    @Option(
        names = "--to",
        paramLabel = "SEQ|TIME",
        description = "The last sequence number or UTC time.")
    Place to = Place.END;

    @Option(
        names = "--type",
        paramLabel = "TYPE",
        split = ",",
        description = "Only records of these types, for example fill-recorded.")
    List<String> types = new ArrayList<>();

    void check(CommandSpec spec) {
      List<String> known =
          Stream.of(Fact.class, Input.class, InputReference.class)
              .flatMap(root -> RecordCodec.types(root).stream())
              .sorted()
              .toList();
      for (String type : types) {
        if (!known.contains(type)) {
          throw new ParameterException(
              spec.commandLine(),
              "there is no record type '" + type + "'; known are " + String.join(", ", known));
        }
      }
    }

    boolean takes(Entry entry, Instant at) {
      return (types.isEmpty() || types.contains(entry.type())) && isWithin(entry.sequence(), at);
    }

    private boolean isWithin(long sequence, Instant at) {
      if (to.isBefore(sequence, at)) {
        return false;
      }
      if (from instanceof Place.AtSequence first) {
        return sequence >= first.sequence();
      }
      return !(from instanceof Place.AtTime first) || !at.isBefore(first.time());
    }
  }

  /** Prints records one by one; those that tell no time happen with the one before. */
  private static final class Printer {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final DateTimeFormatter CLOCK =
        DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
        DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int TEXT = 80 - 38;

    private final PrintWriter out;
    private final Selection selection;
    private final boolean json;
    private Instant at = Instant.MIN;
    private String day = "";
    private boolean over;

    Printer(PrintWriter out, Selection selection, boolean json) {
      this.out = out;
      this.selection = selection;
      this.json = json;
    }

    void take(Entry entry) {
      Object record = entry.record();
      Optional<Instant> time = RecordText.time(record);
      at = time.orElse(at);
      over |= selection.to.isBefore(entry.sequence(), at);
      if (!selection.takes(entry, at)) {
        return;
      }
      if (json) {
        Map<String, @Nullable Object> one = Output.object();
        one.put("sequence", entry.sequence());
        one.put("time", Output.text(time));
        one.put("kind", entry.kind().name().toLowerCase(Locale.ROOT));
        one.put("record", JSON.readTree(entry.payload()));
        out.println(JSON.writeValueAsString(one));
      } else {
        line(entry, time, RecordText.of(record));
      }
    }

    /** Whether nothing more can be asked for. */
    boolean isOver() {
      return over;
    }

    private void line(Entry entry, Optional<Instant> time, String text) {
      if (time.isPresent() && !DAY.format(time.get()).equals(day)) {
        day = DAY.format(time.get());
        out.println(day);
      }
      String head =
          String.format(
              Locale.ROOT,
              "%8d  %-8s  %-16s  ",
              entry.sequence(),
              time.map(CLOCK::format).orElse(""),
              entry.type());
      if (head.length() > 80 - TEXT) { // a long type takes a line of its own
        out.println(head.stripTrailing());
        head = " ".repeat(80 - TEXT);
      }
      Output.wrapped(out, head, text);
    }
  }

  /** Prints records. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Records in words, or as JSON lines.")
  static final class Show implements Callable<Integer> {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    @Spec CommandSpec spec = CommandSpec.create();
    @Mixin Where where = new Where();
    @Mixin Selection selection = new Selection();
    @Mixin OutputOption output = new OutputOption();

    @Option(names = "--follow", description = "Go on with what the engine adds, until Ctrl-C.")
    boolean follow;

    @Override
    public Integer call() {
      selection.check(spec);
      PrintWriter out = spec.commandLine().getOut();
      RunDirectories.Run run = where.run();
      Printer printer = new Printer(out, selection, output.isJson());
      JournalTail tail = new JournalTail(run.storage(), printer::take);
      boolean goesOn = poll(run, tail);
      out.flush();
      while (follow
          && goesOn
          && !printer.isOver()
          && !Thread.currentThread().isInterrupted()
          && !out.checkError()) {
        LockSupport.parkNanos(PAUSE_NANOS);
        goesOn = poll(run, tail);
        out.flush();
      }
      return 0;
    }

    /** False when the run that is followed was set aside. */
    private boolean poll(RunDirectories.Run run, JournalTail tail) {
      try {
        return RunReader.guarded(
            run,
            () -> {
              tail.poll();
              return true;
            });
      } catch (CommandFailure unreadable) {
        if (!follow || RunReader.isStillThere(run)) {
          throw unreadable;
        }
        spec.commandLine()
            .getErr()
            .println(
                "run "
                    + run.identity().runId()
                    + " was set aside; journal show follows the next one");
        return false;
      }
    }
  }

  /** Prints records for other programs. */
  @Command(
      name = "export",
      mixinStandardHelpOptions = true,
      description = "Records as JSON lines, for other programs.")
  static final class Export implements Callable<Integer> {

    @Spec CommandSpec spec = CommandSpec.create();
    @Mixin Where where = new Where();
    @Mixin Selection selection = new Selection();

    @Override
    public Integer call() {
      selection.check(spec);
      Printer printer = new Printer(spec.commandLine().getOut(), selection, true);
      RunDirectories.Run run = where.run();
      RunReader.guarded(run, () -> JournalReader.read(run.storage(), printer::take));
      return 0;
    }
  }

  /** Verifies the record. */
  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description =
          "Check every line, commit group and chain link of the record, and that what lies beside it"
              + " agrees.")
  static final class Verify implements Callable<Integer> {

    @Spec CommandSpec spec = CommandSpec.create();
    @Mixin Where where = new Where();
    @Mixin OutputOption output = new OutputOption();

    @Option(
        names = "--expect",
        paramLabel = "HASH",
        description =
            "A chain head noted earlier; exit 10 when the record does not go on from it: it was"
                + " rolled back or rewritten.")
    @Nullable String expect;

    @Override
    public Integer call() {
      if (expect != null && !expect.matches("[0-9a-f]{64}")) {
        throw new ParameterException(
            spec.commandLine(), "--expect takes a chain head of 64 hex digits, found " + expect);
      }
      RunDirectories.Run run = where.run();
      List<Anchor> expected = new ArrayList<>(); // one at most
      JournalReader.Verified verified =
          RunReader.guarded(
              run,
              () ->
                  JournalReader.read(
                      run.storage(),
                      Entry::record,
                      head -> {
                        if (head.head().equals(expect)) {
                          expected.add(head);
                        }
                      }));
      if (verified.head().isEmpty()) {
        throw new CommandFailure(
            ExitCode.BAD_DATA,
            "there is no journal in " + run.directory().toAbsolutePath().normalize());
      }
      RunReader.check(run);
      boolean asExpected = expect == null || !expected.isEmpty();
      if (output.isJson()) {
        json(run, verified, expected);
      } else {
        text(run, verified, expected);
      }
      return asExpected ? 0 : ExitCode.CHECK_FAILED.code();
    }

    private void json(
        RunDirectories.Run run, JournalReader.Verified verified, List<Anchor> expected) {
      Map<String, @Nullable Object> object = Output.object();
      object.put("runId", run.identity().runId());
      object.put("records", verified.records());
      object.put("groups", verified.groups());
      object.put("segments", verified.segments());
      object.put("lastSequence", verified.lastSequence());
      object.put("head", verified.head());
      object.put("tornBytes", verified.tornBytes());
      object.put("prunedThrough", verified.prunedThrough());
      object.put("expected", expect == null ? null : !expected.isEmpty());
      object.put("expectedAt", expected.isEmpty() ? null : expected.get(0).sequence());
      Output.json(spec.commandLine().getOut(), object);
    }

    private void text(
        RunDirectories.Run run, JournalReader.Verified verified, List<Anchor> expected) {
      PrintWriter out = spec.commandLine().getOut();
      out.println(
          "verified: run "
              + run.identity().runId()
              + ", "
              + verified.records()
              + " records in "
              + verified.groups()
              + (verified.groups() == 1 ? " group and " : " groups and ")
              + verified.segments()
              + (verified.segments() == 1 ? " segment" : " segments"));
      if (verified.tornBytes() > 0) {
        out.println(
            verified.tornBytes()
                + " bytes after the last group are not whole: being written now, or torn");
      }
      if (verified.prunedThrough() > 0) {
        out.println("pruned before sequence " + (verified.prunedThrough() + 1));
      }
      out.println("head " + verified.head());
      if (expect == null) {
        return;
      }
      if (expected.isEmpty()) {
        Output.wrapped(
            out,
            "",
            "NOT AS EXPECTED: no group has the head asked for. The record was rolled back"
                + " to before it, or written anew, or it is of another run.");
      } else {
        out.println(
            "as expected: goes on from sequence "
                + expected.get(0).sequence()
                + ", "
                + (verified.lastSequence() - expected.get(0).sequence())
                + " lines were added since");
      }
    }
  }
}
