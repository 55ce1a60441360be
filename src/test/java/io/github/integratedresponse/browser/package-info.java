/** Tests that sit at the screen: the real web applications in headless Chromium. */
@NullMarked
package io.github.integratedresponse.browser;

import org.jspecify.annotations.NullMarked;
