using FsCheck;
using FsCheck.Fluent;
using SohoSolo.Mqtt.Access;

namespace SohoSolo.Mqtt.Tests.Access;

public sealed class TopicFiltersTests
{
    private static readonly Arbitrary<Tuple<string, string>> Pairs = (from one in Oracle.Filter from other in Oracle.Filter select Tuple.Create(one, other)).ToArbitrary();

    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(Repository.IsFull ? 20_000 : 500);

    [Fact]
    public void A_filter_matches_the_topics_that_the_specification_says() =>
        Prop.ForAll(Oracle.Filter.ToArbitrary(), filter => Oracle.Topics.All(topic => TopicFilters.Matches(filter, topic) == Oracle.Matches(filter, topic))).Check(Many);

    [Fact]
    public void A_filter_covers_another_exactly_when_it_matches_every_topic_of_it() =>
        Prop.ForAll(Pairs, pair => TopicFilters.Covers(pair.Item1, pair.Item2) == Oracle.Topics.All(topic => !Oracle.Matches(pair.Item2, topic) || Oracle.Matches(pair.Item1, topic)))
            .Check(Many);

    [Fact]
    public void Two_filters_overlap_exactly_when_one_topic_matches_both() =>
        Prop.ForAll(Pairs, pair => TopicFilters.Overlaps(pair.Item1, pair.Item2) == Oracle.Topics.Any(topic => Oracle.Matches(pair.Item1, topic) && Oracle.Matches(pair.Item2, topic)))
            .Check(Many);

    [Theory]
    [InlineData("a/#", "a", true)]
    [InlineData("a/#", "a/b/#", true)]
    [InlineData("a/+", "a/#", false)]
    [InlineData("+/#", "#", true)]
    [InlineData("#", "$SYS/#", false)]
    [InlineData("$SYS/#", "$SYS/+/x", true)]
    [InlineData("a/+/c", "a/b/c", true)]
    [InlineData("a/b/c", "a/+/c", false)]
    public void Covering_has_edges(string wide, string narrow, bool covers) => Assert.Equal(covers, TopicFilters.Covers(wide, narrow));

    [Theory]
    [InlineData("#", true)]
    [InlineData("a/+/#", true)]
    [InlineData("/", true)]
    [InlineData("", false)]
    [InlineData("a/#/b", false)]
    [InlineData("a#", false)]
    [InlineData("a+/b", false)]
    [InlineData("#/", false)]
    [InlineData("a\0b", false)]
    public void Wildcards_stand_alone_and_the_hash_last(string filter, bool isWellFormed) => Assert.Equal(isWellFormed, TopicFilters.IsWellFormed(filter));
}
