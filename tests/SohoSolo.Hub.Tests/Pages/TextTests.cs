using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Members;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Mail;
using SohoSolo.Hub.Pages.Letters;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Tests.Architecture;
using SohoSolo.Testing;
using Xunit;

namespace SohoSolo.Hub.Tests.Pages;

/// <summary>Everything that people read is there in French and in English, and every word that a page asks for exists.</summary>
public sealed partial class TextTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "src", "SohoSolo.Hub", "Pages");

    private static readonly Dictionary<Type, (Dictionary<string, string> French, Dictionary<string, string> English)> Books = typeof(ShellText).Assembly.GetTypes()
        .Where(type => type.Name.EndsWith("Text", StringComparison.Ordinal) && type.Namespace?.StartsWith("SohoSolo.Hub.Pages", StringComparison.Ordinal) == true)
        .ToDictionary(type => type, type => (Read(type, CultureInfo.InvariantCulture), Read(type, CultureInfo.GetCultureInfo("en"))));

    [Fact]
    public void Both_languages_say_the_same_things() => Fence.Holds(
        from book in Books
        from key in book.Value.French.Keys.Union(book.Value.English.Keys)
        where Blanks(book.Value.French.GetValueOrDefault(key)) != Blanks(book.Value.English.GetValueOrDefault(key))
        select $"{book.Key.Name}: {key}");

    [Fact]
    public void Every_reason_for_which_a_booking_is_declined_has_words() => Fence.Holds(
        Enum.GetValues<DeclineReason>().Select(Words.Of).Where(reason => !Books[typeof(ReasonText)].French.ContainsKey(reason)));

    /// <summary>Its reader says of it "je" where she chooses, and is told "vous" where she stops it.</summary>
    [Fact]
    public void Every_message_that_can_be_stopped_has_words_where_it_is_chosen_and_where_it_is_stopped() => Fence.Holds(
        OptionalMail.Of(Role.Chamber).SelectMany(kind => new[] { $"kind.{kind}", $"stop.kind.{kind}" }).Where(key => !Books[typeof(LettersText)].French.ContainsKey(key)));

    /// <summary>Only words that are written out; those that are put together, such as <c>T[$"menu.{name}"]</c>, are looked for by their beginning.</summary>
    [Fact]
    public void Every_word_that_a_page_asks_for_exists() => Fence.Holds(
        from file in Directory.EnumerateFiles(Folder, "*.*", SearchOption.AllDirectories)
        where file.EndsWith(".razor", StringComparison.Ordinal) || file.EndsWith(".cs", StringComparison.Ordinal)
        let text = File.ReadAllText(file)
        from localizer in Localizer().Matches(text)
        let book = Books.First(book => book.Key.Name == localizer.Groups[1].Value)
        from asked in Regex.Matches(text, $$"""\b{{localizer.Groups[2].Value}}\[(\$?)"([^"]+)""")
        let key = asked.Groups[2].Value
        let exists = asked.Groups[1].Value.Length == 0 ? book.Value.French.ContainsKey(key) : book.Value.French.Keys.Any(known => known.StartsWith(key.Split('{')[0], StringComparison.Ordinal))
        where !exists
        select $"{Path.GetFileName(file)}: {key}");

    /// <summary>A no-break space before : ; ? ! and inside « », a curly apostrophe, and no three dots.</summary>
    [Fact]
    public void French_is_set_as_the_French_set_it() => Fence.Holds(
        from book in Books
        from pair in book.Value.French
        where Careless().IsMatch(pair.Value)
        select $"{book.Key.Name}: {pair.Key}: {pair.Value}");

    private static string Blanks(string? text) => text is null ? "absent" : string.Join(' ', Blank().Matches(text).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal));

    private static Dictionary<string, string> Read(Type type, CultureInfo culture)
    {
        var set = new ResourceManager(type).GetResourceSet(culture, createIfNotExists: true, tryParents: false) ?? throw new MissingManifestResourceException($"{type.Name} has no words in \"{culture.Name}\".");
        return set.Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!, StringComparer.Ordinal);
    }

    [GeneratedRegex(@"IStringLocalizer<(\w+)> (\w+)")]
    private static partial Regex Localizer();

    [GeneratedRegex(@"\{(\d+)[^}]*\}")]
    private static partial Regex Blank();

    [GeneratedRegex(@"[^\u00A0\u202F][;?!:](?=\s|$)|\w'\w|\.\.\.|«(?![\u00A0\u202F])|(?<![\u00A0\u202F])»")]
    private static partial Regex Careless();
}
