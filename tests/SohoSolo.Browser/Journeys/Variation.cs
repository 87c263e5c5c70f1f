namespace SohoSolo.Browser.Journeys;

/// <summary>What a journey must not depend on: where the data lies, how wide the screen is, which language is read, whether scripts run.</summary>
internal sealed record Variation(string Engine, int Width, bool IsEnglish, bool HasScript)
{
    /// <summary>Each pair of choices is in one of these five at least; <c>--full</c> takes all sixteen.</summary>
    public static readonly IReadOnlyList<Variation> Pairwise =
    [
        new(DemoNetwork.Sqlite, Looks.Desktop, IsEnglish: false, HasScript: true),
        new(DemoNetwork.Sqlite, Looks.Phone, IsEnglish: true, HasScript: false),
        new(DemoNetwork.Postgres, Looks.Desktop, IsEnglish: true, HasScript: false),
        new(DemoNetwork.Postgres, Looks.Phone, IsEnglish: false, HasScript: false),
        new(DemoNetwork.Postgres, Looks.Phone, IsEnglish: true, HasScript: true),
    ];

    public static readonly IReadOnlyList<Variation> All =
    [
        .. from engine in (string[])[DemoNetwork.Sqlite, DemoNetwork.Postgres]
           from width in (int[])[Looks.Desktop, Looks.Phone]
           from isEnglish in (bool[])[false, true]
           from hasScript in (bool[])[true, false]
           select new Variation(engine, width, isEnglish, hasScript),
    ];

    internal Looks Looks => new() { Width = Width, IsEnglish = IsEnglish, HasScript = HasScript };

    /// <summary>The choices as words, in a fixed order.</summary>
    public IReadOnlyList<string> Choices => [Engine, $"{Width}", IsEnglish ? "English" : "French", HasScript ? "script" : "no script"];

    public override string ToString() => string.Join(", ", Choices);
}
