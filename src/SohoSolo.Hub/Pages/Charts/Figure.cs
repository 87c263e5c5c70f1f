namespace SohoSolo.Hub.Pages.Charts;

/// <summary>A number as it may be shown. What is hidden is never drawn or written as nothing: it has a word and a shape of its own.</summary>
public abstract record Figure
{
    private Figure()
    {
    }

    /// <summary>Too few people stand behind it, or it would give away others.</summary>
    public static readonly Figure Hidden = new Masked();

    /// <summary>There is no such number: nothing was open, or nobody counted yet.</summary>
    public static readonly Figure None = new Missing();

    /// <summary>The number where it is shown.</summary>
    public double? Number => this is Known known ? known.Value : null;

    public static Figure Of(double value) => new Known(value);

    /// <summary>How much one is of another; hidden where either is.</summary>
    public static Figure Share(Figure part, Figure whole) => (part, whole) switch
    {
        (Masked, _) or (_, Masked) => Hidden,
        (Known one, Known { Value: > 0 } all) => new Known(one.Value / all.Value, one.IsRounded || all.IsRounded, Math.Max(one.Without, all.Without)),
        _ => None,
    };

    /// <param name="IsRounded">To five; it is about so many.</param>
    /// <param name="Without">So many months of its time are hidden and not in it.</param>
    public sealed record Known(double Value, bool IsRounded = false, int Without = 0) : Figure;

    public sealed record Masked : Figure;

    public sealed record Missing : Figure;
}
