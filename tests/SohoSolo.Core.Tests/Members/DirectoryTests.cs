using FsCheck;
using FsCheck.Fluent;
using SohoSolo.Core;
using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;
using Xunit;

namespace SohoSolo.Core.Tests.Members;

/// <summary>Whom the directory shows, what of her, and who is found by what.</summary>
public sealed class DirectoryTests
{
    private static readonly Dictionary<string, Commune> Communes = new[]
    {
        new Commune("32296", "Nogaro", "armagnac", 2000, new GeoPoint(43.76, -0.03)),
        new Commune("32119", "Eauze", "grand-armagnac", 3900, new GeoPoint(43.86, 0.10)),
    }.ToDictionary(commune => commune.InseeCode);

    private static readonly string[] Skills = ["Traduction", "relecture", "site web", "dessin technique", "œnologie", "C#", "bilan de compétences"];
    private static readonly string[] Names = ["Hélène Dubois", "Paul Lafforgue", "Inès Noguès", "Zoé Œil"];

    private static readonly Gen<(Member Member, Consent Consent)> People =
        from number in Gen.Choose(1, 40)
        from name in Gen.Elements(Names)
        from status in Gen.Elements(Enum.GetValues<MemberStatus>())
        from commune in Gen.Elements("32296", "32119", "75056", null)
        from trade in Gen.Elements<Trade?>(null, Trade.Writing, Trade.Law, Trade.Software)
        from skills in Gen.SubListOf(Skills)
        from languages in Gen.SubListOf(Tongue.Fr, Tongue.En, Tongue.Oc)
        from flags in Gen.ArrayOf(Gen.Elements(true, false), 4)
        let id = new MemberId($"m{number}")
        select (
            new Member { Id = id, Name = name, Email = $"{number}@example.org", Phone = "+33562000000", Commune = commune, Status = status, MadeAt = Some.Now },
            new Consent
            {
                Member = id,
                Version = 1,
                InDirectory = flags[0],
                SeenToday = flags[1],
                ShowsCommune = flags[2],
                ShowsEmail = flags[3],
                Trade = trade,
                Skills = [.. skills],
                Languages = [.. languages],
                About = "Je travaille",
            });

    private static readonly Gen<DirectoryWish> Wishes =
        from trade in Gen.Elements<Trade?>(null, null, Trade.Writing, Trade.Law)
        from language in Gen.Elements<Tongue?>(null, null, Tongue.En, Tongue.Oc)
        from community in Gen.Elements(null, null, "armagnac", "nowhere")
        from commune in Gen.Elements(null, null, "32296", "32119")
        select new DirectoryWish { Trade = trade, Language = language, Community = community, Commune = commune };

    private static readonly Arbitrary<(IReadOnlyList<(Member Member, Consent Consent)> People, DirectoryWish Wish)> Cases =
        Arb.From(from people in Runs.Lists(People, most: 25).Generator from wish in Wishes select (people, wish));

    [Fact]
    public void Nobody_is_shown_who_did_not_agree_and_nothing_that_she_did_not_agree_to() => Runs.Hold(Arb.From(People), at =>
    {
        var shown = Listing.Of(at.Member, at.Consent, Communes);
        var may = at.Consent.InDirectory && at.Member.Status == MemberStatus.Active;
        return may == shown is not null
            && (shown?.Home is null || at.Consent.ShowsCommune)
            && (shown?.Email is null || at.Consent.ShowsEmail)
            && Listing.Of(at.Member, at.Consent with { Member = new MemberId("somebody-else") }, Communes) is null
            && Listing.Of(at.Member, (at.Consent with { InDirectory = false }).Kept(), Communes) is null;
    });

    [Fact]
    public void What_is_taken_back_is_gone() => Runs.Hold(Arb.From(People), at =>
    {
        var kept = (at.Consent with { InDirectory = false }).Kept();
        return kept.IsAs(new Consent { Member = at.Member.Id, SeenToday = at.Consent.SeenToday }) && at.Consent.InDirectory == ReferenceEquals(at.Consent.Kept(), at.Consent);
    });

    [Fact]
    public void Whoever_is_seen_by_somebody_sees_her_too_and_nobody_else_sees_either()
    {
        var cases = from people in Runs.Lists(People, most: 12).Generator from there in Gen.SubListOf(Enumerable.Range(1, 40)) select (people, there);
        Runs.Hold(Arb.From(cases), given =>
        {
            var known = given.people.DistinctBy(one => one.Member.Id).Select(one => one with { Member = one.Member with { Name = one.Member.Id.Value } }).ToList();
            var there = given.there.Select(number => new MemberId($"m{number}")).ToHashSet();
            return known.All(one => known.All(other => one == other
                || (Company.Of(one.Member.Id, there, known)?.Contains(other.Member.Name) == true) == (May(one) && May(other))));

            bool May((Member Member, Consent Consent) one) => one.Consent.SeenToday && one.Member.Status == MemberStatus.Active && there.Contains(one.Member.Id);
        });
    }

    /// <summary>The same words as the program's, said once more by hand.</summary>
    [Fact]
    public void The_filters_find_everybody_who_is_all_that_is_asked_and_nobody_else() => Runs.Hold(Cases, at =>
    {
        var listed = Listed(at.People);
        var found = Find(listed, at.Wish);
        var wanted = listed
            .Where(one => at.Wish.Trade is null || one.Trade == at.Wish.Trade)
            .Where(one => at.Wish.Language is null || one.Languages.Any(language => language == at.Wish.Language))
            .Where(one => at.Wish.Community is null || (one.Home is { } home && home.Community == at.Wish.Community))
            .Where(one => at.Wish.Commune is null || (one.Home is { } home && home.InseeCode == at.Wish.Commune));
        return found.Count == wanted.Count() && found.All(wanted.Contains) && found.SequenceEqual(found.OrderBy(one => PlainText.Fold(one.Name), StringComparer.Ordinal).ThenBy(one => one.Id.Value, StringComparer.Ordinal));
    });

    [Fact]
    public void Whoever_has_a_skill_is_found_by_it_whatever_the_accents_and_capitals_and_with_a_slip_of_the_hand()
    {
        var cases = from people in Runs.Lists(People, most: 10).Generator from kind in Gen.Choose(0, 5) from at in Gen.Choose(0, 30) select (people, kind, at);
        Runs.Hold(Arb.From(cases), given => Listed(given.people).All(one => one.Skills.All(skill =>
            Find(Listed(given.people), new DirectoryWish { Text = Typed(skill, given.kind, given.at) }).Contains(one))));
    }

    [Theory]
    [InlineData("traduction", "m1")]
    [InlineData("TRADU", "m1")]
    [InlineData("traducsion anglais", "m1")]
    [InlineData("helene", "m1")]
    [InlineData("notaire droit", "m2")]
    [InlineData("droti", "m2")]
    [InlineData("c#", "m2")]
    [InlineData("  ", "m1 m2")]
    [InlineData("c", "m2")]
    [InlineData("plomberie", "")]
    [InlineData("%", "m1 m2")]
    [InlineData("traduction droit", "")]
    public void A_search_reads_trades_skills_the_line_and_names(string text, string found)
    {
        Listing[] listed =
        [
            new(new MemberId("m1"), "Hélène Dubois") { Trade = Trade.Writing, Skills = ["Traduction"], About = "De l’anglais" },
            new(new MemberId("m2"), "Paul Lafforgue") { Trade = Trade.Law, Skills = ["C#"], About = "Notaire à la retraite" },
        ];

        Assert.Equal(found, string.Join(' ', Find(listed, new DirectoryWish { Text = text }).Select(one => one.Id)));
    }

    [Fact]
    public void Who_has_the_very_word_comes_before_who_has_one_like_it()
    {
        Listing[] listed = [new(new MemberId("a"), "A") { Skills = ["contrats"] }, new(new MemberId("z"), "Z") { Skills = ["contrast"] }];

        Assert.Equal(["z", "a"], Find(listed, new DirectoryWish { Text = "contrast" }).Select(one => one.Id.Value));
    }

    private static List<Listing> Listed(IEnumerable<(Member Member, Consent Consent)> people) =>
        [.. people.DistinctBy(one => one.Member.Id).Select(one => Listing.Of(one.Member, one.Consent, Communes)).OfType<Listing>()];

    private static IReadOnlyList<Listing> Find(IEnumerable<Listing> listed, DirectoryWish wish) => DirectorySearch.Find(listed, wish, trade => trade switch
    {
        Trade.Writing => "Traduction, rédaction",
        Trade.Law => "Droit",
        _ => "Informatique",
    });

    /// <summary>A word as people write it in haste.</summary>
    private static string Typed(string word, int kind, int at)
    {
        var place = at % word.Length;
        return kind switch
        {
            0 => word.ToUpperInvariant(),
            1 => PlainText.Fold(word),
            2 => $"  {word} ",
            _ when word.Split(' ').Min(part => part.Length) < 5 => word,
            3 => word.Remove(place, word[place] == ' ' ? 0 : 1),
            4 => word[place] == ' ' ? word : $"{word[..place]}x{word[(place + 1)..]}",
            _ => place == 0 || word[place] == ' ' || word[place - 1] == ' ' ? word : $"{word[..(place - 1)]}{word[place]}{word[place - 1]}{word[(place + 1)..]}",
        };
    }
}
