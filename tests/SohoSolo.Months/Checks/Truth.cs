namespace SohoSolo.Months.Checks;

/// <summary>What really happened, which nobody in the network knows: who was let in, and who sat where before a sensor that worked.</summary>
internal sealed class Truth
{
    private readonly List<(MemberId Member, SiteId Site, DateTimeOffset At)> entries = [];
    private readonly List<Sitting> sittings = [];

    public int Entries => entries.Count;

    public void LetIn(string member, SiteId site, DateTimeOffset at) => entries.Add((new MemberId(member), site, at));

    public Sitting Sits(string member, SpaceId space, DateTimeOffset from)
    {
        var sitting = new Sitting(member, space, from);
        sittings.Add(sitting);
        return sitting;
    }

    public bool CameIn(MemberId member, SiteId site, DateTimeOffset from, DateTimeOffset to) => entries.Any(entry => entry.Member == member && entry.Site == site && from <= entry.At && entry.At <= to);

    /// <summary>The longest time that anybody was noticed there by a sensor that worked.</summary>
    public TimeSpan Noticed(SpaceId space, DateTimeOffset from, DateTimeOffset to) =>
        sittings.Where(sitting => sitting.Space == space).Select(sitting => sitting.Noticed(from, to)).DefaultIfEmpty(TimeSpan.Zero).Max();

    /// <summary>How often anybody was noticed there.</summary>
    public int Seen(SpaceId space, DateTimeOffset from, DateTimeOffset to) => sittings.Where(sitting => sitting.Space == space).Sum(sitting => sitting.Seen(from, to));

    /// <summary>What lies back so long that no checker asks for it is forgotten.</summary>
    public void Forget(DateTimeOffset before)
    {
        entries.RemoveAll(entry => entry.At < before);
        sittings.RemoveAll(sitting => sitting.Until < before);
    }
}

/// <summary>Somebody at a place. <see cref="See"/> is called whenever a working sensor notices her.</summary>
internal sealed class Sitting(string member, SpaceId space, DateTimeOffset from)
{
    private readonly List<DateTimeOffset> seen = [];

    public string Member => member;

    public SpaceId Space => space;

    public DateTimeOffset From => from;

    public DateTimeOffset? Until { get; private set; }

    /// <summary>A counter has counted her in.</summary>
    public bool IsCounted { get; set; }

    public void See(DateTimeOffset at) => seen.Add(at);

    public void Ends(DateTimeOffset at) => Until = at;

    public int Seen(DateTimeOffset start, DateTimeOffset end) => seen.Count(at => start <= at && at <= end);

    /// <summary>From the first to the last time that she was noticed within two instants.</summary>
    public TimeSpan Noticed(DateTimeOffset start, DateTimeOffset end)
    {
        var within = seen.Where(at => start <= at && at <= end).ToList();
        return within.Count == 0 ? TimeSpan.Zero : within[^1] - within[0];
    }
}
