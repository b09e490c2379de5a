package io.cointrader.persistence.journal;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.InputReference;
import java.util.Locale;

/** What a journal record holds. */
public enum Kind {
  /** An input, whole. */
  INPUT(Input.class),
  /** A reference to inputs that can be read again. */
  ROWS(InputReference.class),
  FACT(Fact.class);

  private final Class<?> root;
  private final String tag = name().toLowerCase(Locale.ROOT);

  Kind(Class<?> root) {
    this.root = root;
  }

  Class<?> root() {
    return root;
  }

  String tag() {
    return tag;
  }
}
