@NullMarked
package io.github.integratedresponse.review;

import org.jspecify.annotations.NullMarked;
