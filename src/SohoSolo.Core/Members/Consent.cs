namespace SohoSolo.Core.Members;

/// <summary>What a member does for a living, widely taken, so that both languages have the same word for it; what exactly, she says in a line.</summary>
public enum Trade
{
    Accounting,
    Agriculture,
    Architecture,
    Arts,
    Commerce,
    Communication,
    Consulting,
    Crafts,
    Design,
    Energy,
    Engineering,
    Health,
    Insurance,
    Law,
    PersonalServices,
    PublicService,
    Recruitment,
    Research,
    Software,
    Teaching,
    Tourism,
    Writing,
    Other,
}

/// <summary>Languages that members speak with each other and with customers, by their ISO 639-1 codes.</summary>
public enum Tongue
{
    Fr,
    Oc,
    En,
    Es,
    Ca,
    Eu,
    Pt,
    It,
    De,
    Nl,
    Pl,
    Ro,
    Uk,
    Ru,
    Ar,
    Zh,
}

/// <summary>What a member agreed to show to the other members. Who has said nothing shows nothing.</summary>
public sealed record Consent
{
    public required MemberId Member { get; init; }

    /// <summary>0 while she has said nothing; each stored change adds one.</summary>
    public int Version { get; init; }

    /// <summary>When she last said so.</summary>
    public DateTimeOffset? SaidAt { get; init; }

    /// <summary>Listed in the directory, with her name and what follows.</summary>
    public bool InDirectory { get; init; }

    /// <summary>Her first name is shown, on a day on which she has a place somewhere, to others there who agreed, too.</summary>
    public bool SeenToday { get; init; }

    public Trade? Trade { get; init; }

    public IReadOnlyList<Tongue> Languages { get; init; } = [];

    public IReadOnlyList<string> Skills { get; init; } = [];

    /// <summary>A line about herself.</summary>
    public string? About { get; init; }

    public bool ShowsCommune { get; init; }

    /// <summary>Others may write to her.</summary>
    public bool ShowsEmail { get; init; }

    /// <summary>What is kept of it: who takes her name out of the directory takes everything out that was only for it.</summary>
    public Consent Kept() => InDirectory ? this : new Consent { Member = Member, Version = Version, SaidAt = SaidAt, SeenToday = SeenToday };

    /// <summary>Whether both say the same, whenever they were said.</summary>
    public bool IsAs(Consent other) =>
        this with { Version = other.Version, SaidAt = other.SaidAt, Languages = other.Languages, Skills = other.Skills } == other
        && Languages.SequenceEqual(other.Languages) && Skills.SequenceEqual(other.Skills);
}
