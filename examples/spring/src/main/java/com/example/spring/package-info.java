/** The engine as a bean. */
@org.jspecify.annotations.NullMarked
package com.example.spring;
