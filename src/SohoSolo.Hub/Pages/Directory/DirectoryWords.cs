using Microsoft.Extensions.Localization;
using SohoSolo.Core.Members;
using SohoSolo.Hub.Api;

namespace SohoSolo.Hub.Pages.Directory;

/// <summary>What people call trades and languages, in their own order.</summary>
internal static class DirectoryWords
{
    public static string Of(IStringLocalizer<DirectoryText> words, Trade trade) => words[$"trade.{Words.Of(trade)}"];

    public static string Of(IStringLocalizer<DirectoryText> words, Tongue language) => words[$"language.{Words.Of(language)}"];

    /// <summary>By name, and what is none of them last.</summary>
    public static IReadOnlyList<(string Word, string Name)> Trades(IStringLocalizer<DirectoryText> words, IEnumerable<Trade>? some = null) =>
        [.. (some ?? Enum.GetValues<Trade>()).Select(trade => (Trade: trade, Name: Of(words, trade))).OrderBy(trade => trade.Trade == Trade.Other).ThenBy(trade => trade.Name, StringComparer.CurrentCulture).Select(trade => (Words.Of(trade.Trade), trade.Name))];

    /// <summary>Those of the country first.</summary>
    public static IReadOnlyList<(string Word, string Name)> Tongues(IStringLocalizer<DirectoryText> words, IEnumerable<Tongue>? some = null) =>
        [.. (some ?? Enum.GetValues<Tongue>()).Order().Select(language => (Words.Of(language), Of(words, language)))];

    /// <summary>The address of the directory that answers a wish.</summary>
    public static string Address(DirectoryWish wish, int skip = 0)
    {
        (string Name, string? Value)[] asked =
        [
            ("q", wish.Text), ("trade", wish.Trade is { } trade ? Words.Of(trade) : null), ("where", wish.Commune ?? wish.Community),
            ("language", wish.Language is { } language ? Words.Of(language) : null), ("skip", skip == 0 ? null : $"{skip}"),
        ];
        var query = string.Join('&', asked.Where(part => part.Value is not null).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));
        return query.Length == 0 ? "/directory" : $"/directory?{query}";
    }
}
