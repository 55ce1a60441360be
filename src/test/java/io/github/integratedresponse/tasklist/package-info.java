@NullMarked
package io.github.integratedresponse.tasklist;

import org.jspecify.annotations.NullMarked;
