package io.cointrader.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.management.ThreadMXBean;
import io.cointrader.models.setting.InvalidSetting;
import io.cointrader.models.setting.Setting;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * Whatever stands in a file, its reader answers with values or faults, in bounded time and memory.
 * {@code verify} fuzzes for seconds, with the profile {@code fuzz} for half an hour; what it found
 * once stands among the inputs beside this class and is run first.
 */
class ReadersFuzzTest {

  private static final int MAX_TEXT = 4096;
  private static final long MAX_NANOS = 2_000_000_000;
  private static final long MAX_BYTES = 512L << 20; // instrumenting a class takes 70 MB of it
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final List<Setting<?>> SETTINGS = Planned.settings();

  @FuzzTest(maxDuration = "10s")
  void readers(FuzzedDataProvider data) {
    bounded(data);
  }

  @FuzzTest(maxDuration = "30m")
  void readersForLong(FuzzedDataProvider data) {
    bounded(data);
  }

  /** Counts what this thread uses, so that a busy machine does not matter. */
  private static void bounded(FuzzedDataProvider data) {
    long began = THREADS.getCurrentThreadCpuTime();
    long held = THREADS.getCurrentThreadAllocatedBytes();
    read(data);
    assertThat(THREADS.getCurrentThreadCpuTime() - began).as("ns of CPU").isLessThan(MAX_NANOS);
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - held).as("bytes").isLessThan(MAX_BYTES);
  }

  private static void read(FuzzedDataProvider data) {
    int reader = data.consumeInt(0, 3);
    if (reader == 3) {
      value(data.pickValue(SETTINGS), data.consumeRemainingAsString());
      return;
    }
    String text = data.consumeString(MAX_TEXT);
    switch (reader) {
      case 0 -> env(text);
      case 1 -> yaml(text);
      default -> pem(text);
    }
  }

  private static void env(String text) {
    EnvFile file = EnvFile.parse(text);
    int lines = (int) text.chars().filter(c -> c == '\n').count() + 1;
    assertThat(file.assignments().size() + file.faults().size()).isLessThanOrEqualTo(lines);
    file.assignments().forEach(one -> assertThat(one.line()).isBetween(1, lines));
    file.faults().forEach(one -> assertThat(one.line()).isBetween(1, lines));
  }

  private static void yaml(String text) {
    YamlFile file = YamlFile.parse("fuzz.yaml", text);
    assertThat(file.written().size()).isLessThanOrEqualTo(text.length());
    assertThat(file.problems().size()).isLessThanOrEqualTo(text.length() + 1);
    file.problems().forEach(one -> assertThat(one.fix()).isNotBlank());
  }

  private static void pem(String text) {
    try {
      assertThat(PrivateKeys.parse(text).getAlgorithm()).isIn("EC", "Ed25519", "EdDSA");
    } catch (PrivateKeys.Unusable unusable) {
      assertThat(unusable.rule()).isNotBlank();
      assertThat(unusable.fix()).isNotBlank();
    }
  }

  private static void value(Setting<?> setting, String text) {
    try {
      String canonical = setting.canonical(text);
      assertThat(setting.canonical(canonical)).isEqualTo(canonical);
    } catch (InvalidSetting invalid) {
      assertThat(invalid.fix()).isNotBlank();
    }
  }
}
