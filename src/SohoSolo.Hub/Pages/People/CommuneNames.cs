using System.Globalization;
using SohoSolo.Core.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.People;

/// <summary>Home communes as people write them: by name, whatever the accents and hyphens, or by INSEE code.</summary>
internal static class CommuneNames
{
    private const CompareOptions Alike = CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace | CompareOptions.IgnoreSymbols;

    /// <summary>What to choose from, by name; where two have one name the code tells them apart.</summary>
    public static IEnumerable<string> All(Network network) => network.Communes.Values.Select(commune => Of(commune, network)).Order(StringComparer.CurrentCulture);

    public static string Of(string? code, Network network) => code is not null && network.Communes.TryGetValue(code, out var commune) ? Of(commune, network) : code ?? "";

    /// <summary>The INSEE code of what was written; the text itself where it names none, or more than one.</summary>
    public static string Code(string? written, Network network)
    {
        if (written is null || network.Communes.ContainsKey(written)) return written ?? "";

        return network.Communes.Values.Where(commune => IsAlike(commune.Name, written) || IsAlike(Of(commune, network), written)).Take(2).ToList() is [var only] ? only.InseeCode : written;
    }

    private static string Of(Commune commune, Network network) =>
        network.Communes.Values.Any(other => other != commune && other.Name == commune.Name) ? $"{commune.Name} ({commune.InseeCode})" : commune.Name;

    private static bool IsAlike(string name, string written) => CultureInfo.InvariantCulture.CompareInfo.Compare(name, written, Alike) == 0;
}
