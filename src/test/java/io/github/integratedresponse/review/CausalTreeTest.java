package io.github.integratedresponse.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.process.Problem;
import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.review.CausalTree.Place;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CausalTreeTest {

    @Test
    void branchesAndSeveralTreesHaveTheirOwnLevels() {
        List<Place> places =
                List.of(new Place(7, 3), new Place(1, null), new Place(3, 1), new Place(4, 1), new Place(9, null));

        assertThat(problems(places)).isEmpty();
        assertThat(CausalTree.levels(places)).isEqualTo(Map.of(1, 1, 3, 2, 4, 2, 7, 3, 9, 1));
    }

    @Test
    void aWhyThatExplainsItselfIsACircle() {
        assertThat(problems(List.of(new Place(1, 1)))).singleElement().satisfies(problem -> assertThat(problem.field())
                .isEqualTo("whys[1].parent"));
    }

    @Test
    void aWhyBelowACircleIsNamedWithIt() {
        assertThat(problems(List.of(new Place(1, 2), new Place(2, 1), new Place(3, 2), new Place(4, null))))
                .extracting(Problem::field)
                .containsExactly("whys[1].parent", "whys[2].parent", "whys[3].parent");
    }

    @Test
    void twoWhysMayNotShareANumber() {
        assertThat(problems(List.of(new Place(1, null), new Place(1, null))))
                .extracting(Problem::toString)
                .containsExactly("whys[2].no: number 1 is given to more than one why");
    }

    private static List<Problem> problems(List<Place> places) {
        Problems problems = new Problems();
        CausalTree.check(places, problems);
        return problems.list();
    }
}
