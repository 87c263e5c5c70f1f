namespace SohoSolo.Storage;

/// <summary>What a number of the policy counts, or that it is words.</summary>
public enum PolicyUnit
{
    Hours,
    Minutes,
    Seconds,
    Days,
    Months,
    Bookings,
    Units,
    Edition,
    YesNo,
    Words,
    Lines,
}

/// <summary>One setting of the policy document as people are asked for it: every one is in <see cref="All"/>, because all are made of the tables that documents are read by.</summary>
/// <param name="Name">As in the document.</param>
/// <param name="Unit">What its number counts.</param>
/// <param name="Least">The smallest number, or the fewest characters.</param>
/// <param name="Most">The largest number, or the most characters.</param>
/// <param name="MayBeNull">Whether "none" is an answer: no limit, never, no network.</param>
/// <param name="IsOfNetwork">Whether single sites have no say in it.</param>
public sealed record PolicyField(string Name, PolicyUnit Unit, int Least, int Most, bool MayBeNull, bool IsOfNetwork)
{
    public static IReadOnlyList<PolicyField> All { get; } =
    [
        .. PolicySetting.All.Select(setting => new PolicyField(setting.Name, setting.Unit, PolicyLimits.Least(setting), PolicyLimits.Most(setting), setting.MayBeNull, setting.IsOfNetwork)),
        .. PolicyText.All.Select(text => new PolicyField(text.Name, text.HasLines ? PolicyUnit.Lines : PolicyUnit.Words, 1, text.Most, !text.IsOfNetwork, text.IsOfNetwork)),
    ];

    public bool IsText => Unit is PolicyUnit.Words or PolicyUnit.Lines;
}
