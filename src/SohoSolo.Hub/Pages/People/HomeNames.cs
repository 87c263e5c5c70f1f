using SohoSolo.Core.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.People;

/// <summary>Home communes as the chamber reads and writes them: by name, or by INSEE code.</summary>
internal static class HomeNames
{
    /// <summary>What to choose from, by name; where two have one name the code tells them apart.</summary>
    public static IEnumerable<string> All(Network network) => network.Communes.Values.Select(commune => Of(commune, network)).Order(StringComparer.CurrentCulture);

    public static string Of(string? code, Network network) => code is not null && network.Communes.TryGetValue(code, out var commune) ? Of(commune, network) : code ?? "";

    /// <summary>The INSEE code of what was written; the text itself where it names none, or more than one.</summary>
    public static string Code(string? written, Network network) => written is null ? ""
        : CommuneNames.Find(written, network.Communes.Values)?.InseeCode ?? network.Communes.Values.FirstOrDefault(commune => Of(commune, network) == written)?.InseeCode ?? written;

    private static string Of(Commune commune, Network network) =>
        network.Communes.Values.Any(other => other != commune && other.Name == commune.Name) ? $"{commune.Name} ({commune.InseeCode})" : commune.Name;
}
