using Microsoft.Extensions.Localization;
using SohoSolo.Hub.Faults;

namespace SohoSolo.Hub.Pages.Report;

/// <summary>A fault's note in the language of whoever reads it.</summary>
internal static class FaultWords
{
    public static string Of(IStringLocalizer<ReportText> words, string? note) => FaultNote.Read(note ?? "") switch
    {
        { Kind: null, Text: var text } => text,
        { Kind: var kind, Text: "" } => words[$"told.{kind}"],
        var (kind, more) => words["told", words[$"told.{kind}"], more],
    };
}
