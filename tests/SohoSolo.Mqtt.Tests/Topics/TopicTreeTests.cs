using FsCheck;
using FsCheck.Fluent;
using SohoSolo.Mqtt.Packets;
using SohoSolo.Mqtt.Routing;
using SohoSolo.Mqtt.Tests.Routing;
using SohoSolo.Mqtt.Topics;

namespace SohoSolo.Mqtt.Tests.Topics;

/// <summary>Both trees against a matcher that a child could check: level beside level.</summary>
public sealed class TopicTreeTests
{
    private static readonly Gen<string> Levels = Gen.Elements("a", "b", "", "$x");

    private static readonly Gen<string> Names = Levels.NonEmptyListOf().Select(levels => string.Join('/', levels.Take(4)));

    private static readonly Gen<string> Filters =
        from levels in Gen.Frequency((3, Levels), (2, Gen.Constant("+"))).NonEmptyListOf()
        from end in Gen.Elements("", "/#", "#")
        select end == "#" ? "#" : string.Join('/', levels.Take(4)) + end;

    [Fact]
    public void The_trie_finds_whom_a_plain_comparison_finds_and_forgets_who_left()
    {
        var cases = Filters.NonEmptyListOf().SelectMany(_ => Names.NonEmptyListOf(), (filters, names) => (filters, names)).ToArbitrary();
        Prop.ForAll(cases, one => CompareTrie([.. one.filters.Distinct()], one.names)).Check(Config.QuickThrowOnFailure.WithMaxTest(Repository.IsFull ? 20_000 : 500));
    }

    [Fact]
    public void The_retained_tree_finds_what_a_plain_comparison_finds()
    {
        var cases = Names.NonEmptyListOf().SelectMany(_ => Filters, (names, filter) => (names, filter)).ToArbitrary();
        Prop.ForAll(cases, one => CompareRetained([.. one.names.Distinct()], one.filter)).Check(Config.QuickThrowOnFailure.WithMaxTest(Repository.IsFull ? 20_000 : 500));
    }

    [Fact]
    public void A_topic_of_thirty_thousand_levels_and_ten_thousand_filters_is_no_trouble()
    {
        var trie = new SubscriptionTrie();
        var deep = new string('/', 30_000);
        for (var i = 0; i < 10_000; i++)
            trie.Add(Some($"{i % 100}/{i}/#"));
        trie.Add(Some(deep));
        trie.Add(Some("#"));
        Assert.Equal(2, trie.Match(deep).Targets.Length);
        Assert.Equal(2, trie.Match("7/107/x").Targets.Length);
    }

    private static void CompareTrie(string[] filters, IEnumerable<string> names)
    {
        var trie = new SubscriptionTrie();
        var subscriptions = filters.Select(Some).ToList();
        foreach (var subscription in subscriptions)
            trie.Add(subscription);
        while (true)
        {
            foreach (var name in names)
                Assert.Equal(subscriptions.Where(one => Matches(one.TopicFilter, name)).Select(one => one.TopicFilter).Order(), Found(trie, name).Order());
            if (subscriptions.Count == 0)
                break;
            trie.Remove(subscriptions[0]);
            subscriptions.RemoveAt(0);
        }

        Assert.Equal(0, trie.Count);
    }

    private static void CompareRetained(string[] names, string filter)
    {
        var tree = new RetainedTree();
        foreach (var name in names)
            tree.Set(Bench.Some(name, "x"));
        var found = new List<Message>();
        tree.Match(filter, found);
        Assert.Equal(names.Where(name => Matches(filter, name)).Order(), found.Select(message => message.Topic).Order());
        foreach (var name in names)
            tree.Clear(name);
        Assert.Equal((0, 0L), (tree.Count, tree.Bytes));
    }

    /// <summary>A session of its own, named like its filter.</summary>
    private static Subscription Some(string filter) => new(new Session(1, filter, null), new TopicSubscription(filter, QualityOfService.AtMostOnce), 0);

    private static IEnumerable<string> Found(SubscriptionTrie trie, string name) => trie.Match(name).Targets.Select(target => target.Session.ClientId);

    private static bool Matches(string filter, string name)
    {
        var (wanted, levels) = (filter.Split('/'), name.Split('/'));
        if (name.StartsWith('$') && (wanted[0] == "+" || wanted[0] == "#"))
            return false;
        for (var i = 0; i < wanted.Length; i++)
        {
            if (wanted[i] == "#")
                return true;
            if (i >= levels.Length || (wanted[i] != "+" && wanted[i] != levels[i]))
                return false;
        }

        return wanted.Length == levels.Length;
    }
}
