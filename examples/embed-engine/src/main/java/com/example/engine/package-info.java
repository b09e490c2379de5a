/** The whole engine inside another program. */
@org.jspecify.annotations.NullMarked
package com.example.engine;
