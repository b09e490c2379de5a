/** The strategy. */
package com.example.dip;
