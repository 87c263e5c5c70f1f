using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Hub.Pages.Public;

public sealed record SiteListModel(IReadOnlyList<PublicSite> Sites);

/// <summary>A télécentre as anybody may know it: no person is in it, but for one who is one of them.</summary>
public sealed record PublicSite
{
    public required Telecentre Site { get; init; }

    public required DateTimeOffset Now { get; init; }

    public required string Commune { get; init; }

    public required string Community { get; init; }

    public string? PostalCode { get; init; }

    /// <summary>How many places of each kind can be had just now; null where the site is closed.</summary>
    public IReadOnlyDictionary<SpaceKind, int>? Free { get; init; }

    /// <summary>Whom to write to; null where the hub has no address of its own.</summary>
    public string? Contact { get; init; }

    /// <summary>First names of those who are there today, for one of them, where all of them agreed; else null.</summary>
    public IReadOnlyList<string>? Company { get; init; }

    /// <summary>The open time that it is in.</summary>
    public TimeRange? Open => OpenTimes.At(Site, Now);

    public TimeRange? Opens => OpenTimes.After(Site, Now);

    public DateOnly Today => Site.Calendar.DayOf(Now);

    /// <summary>The places of each kind that there are any of.</summary>
    public IEnumerable<(SpaceKind Kind, int Places)> Counts => Site.Spaces.GroupBy(space => space.Kind).OrderBy(kind => kind.Key).Select(kind => (kind.Key, kind.Count()));

    /// <summary>What the site has, and what its places have.</summary>
    public IEnumerable<string> Things => Site.Equipment.Concat(Site.Spaces.SelectMany(space => space.Equipment)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    public IEnumerable<Closure> Closures => Site.Closures.Where(closure => closure.Space is null && closure.During.End > Now).OrderBy(closure => closure.During.Start);
}

/// <summary>A page of words only.</summary>
public sealed record PaperModel(string? Contact);
