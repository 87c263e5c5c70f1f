using System.Collections.Concurrent;
using System.Xml.Linq;

namespace SohoSolo.Browser;

/// <summary>What the pages say in the language that somebody reads, out of the pages' own files: a test that presses "Réserver" presses "Book", too.</summary>
internal sealed class Phrases(bool isEnglish)
{
    private static readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, string>> Files = new(StringComparer.Ordinal);

    /// <summary>The words of a feature, as <c>Phrases["Home", "usual.book"]</c>: up to where something is put in, with plain spaces.</summary>
    public string this[string feature, string key] => Files.GetOrAdd($"{feature}Text{(isEnglish ? ".en" : "")}.resx", Read)[key].Split('{')[0].Replace('\u00A0', ' ').TrimEnd();

    private static IReadOnlyDictionary<string, string> Read(string name)
    {
        var file = Directory.GetFiles(Path.Combine(Repository.Root, "src/SohoSolo.Hub/Pages"), name, SearchOption.AllDirectories).Single();
        return XDocument.Load(file).Root!.Elements("data").ToDictionary(phrase => phrase.Attribute("name")!.Value, phrase => phrase.Element("value")!.Value, StringComparer.Ordinal);
    }
}
