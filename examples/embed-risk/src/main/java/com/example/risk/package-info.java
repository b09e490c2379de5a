/** Risk rules, books and a durable record in a program with its own strategy and its own loop. */
@org.jspecify.annotations.NullMarked
package com.example.risk;
