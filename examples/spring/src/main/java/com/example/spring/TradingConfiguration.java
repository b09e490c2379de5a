package com.example.spring;

import io.cointrader.engine.Engine;
import io.cointrader.models.fact.Fact;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Paper trading that begins and ends with the context; closed positions become its events. */
@Configuration(proxyBeanMethods = false)
public class TradingConfiguration {

  @Bean(initMethod = "start") // and close(), which stops it, when the context closes
  Engine engine(@Value("${trading.directory}") Path directory, ApplicationEventPublisher events) {
    Engine engine = Engine.builder().config(directory).dataDir(directory.resolve("data")).build();
    engine.on(Fact.PositionClosed.class, events::publishEvent);
    return engine;
  }
}
