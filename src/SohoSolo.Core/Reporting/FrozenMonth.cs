using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SohoSolo.Core.Reporting.Suppression;

namespace SohoSolo.Core.Reporting;

/// <summary>A month as it was published, or a later count of it.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="Revision">0 for the first time.</param>
/// <param name="Definition">By which definition of the measures it was counted.</param>
/// <param name="Checksum">Over its canonical rows.</param>
/// <param name="IsWithheld">The count differs from what is published in what too few persons used: the figures stay as they were.</param>
public sealed record FrozenMonth(DateOnly Month, int Revision, int Definition, string Checksum, DateTimeOffset At, bool IsWithheld);

/// <summary>What was published of one hour of the week; null where it is hidden.</summary>
public sealed record FrozenHour(WeekHour At, long? Hours);

/// <summary>What a month says, as one number.</summary>
public static class MonthChecksum
{
    /// <summary>SHA-256, in hexadecimal, over the rows in one order. Whose employer paid is not in it: that is no figure.</summary>
    public static string Of(int definition, IReadOnlyList<PersonUse> uses)
    {
        var rows = uses
            .GroupBy(use => (use.Person, use.Place))
            .Select(use => $"{use.Key.Place.Site}\t{use.Key.Place.Community}\t{use.Key.Place.Kind}\t{use.Key.Place.Home}\t{use.Key.Place.Funder}\t{use.Key.Person}\t{Sums(use)}\n")
            .Order(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(rows.Prepend($"{definition}\n")))));
    }

    private static string Sums(IEnumerable<PersonUse> uses) =>
        string.Join('\t', uses.Select(use => use.Figures).Aggregate((left, right) => [.. left.Zip(right, (one, other) => one + other)]).Select(figure => figure.ToString(CultureInfo.InvariantCulture)));
}
