package com.example.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.engine.Engine;
import io.cointrader.models.fact.Fact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** A context that trades, tells, and stops. */
class TradingConfigurationTest {

  @TempDir Path directory;

  @Test
  void theEngineBeginsAndEndsWithTheContext() throws IOException, InterruptedException {
    Files.writeString(
        directory.resolve("cointrader.yaml"),
        "config_version: 1\nmode: paper\nsim: { preload: 2d }\n",
        StandardCharsets.UTF_8);
    CountDownLatch closed = new CountDownLatch(1);
    AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(new MapPropertySource("test", Map.of("trading.directory", directory.toString())));
    context.addApplicationListener(
        (ApplicationListener<PayloadApplicationEvent<?>>)
            event -> {
              if (event.getPayload() instanceof Fact.PositionClosed) {
                closed.countDown();
              }
            });
    context.register(TradingConfiguration.class);
    Engine engine;
    try (context) {
      context.refresh();
      engine = context.getBean(Engine.class);
      assertThat(engine.phase()).isEqualTo("run");
      assertThat(closed.await(60, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(engine.phase()).isEqualTo("stopped");
    assertThat(engine.await().totals().trades()).isPositive();
  }
}
