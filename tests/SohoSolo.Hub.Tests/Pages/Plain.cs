using AngleSharp.Dom;

namespace SohoSolo.Hub.Tests.Pages;

/// <summary>What is to be read on a page, as one would say it: a blank between its pieces, and blanks that may not be broken as plain ones.</summary>
internal static class Plain
{
    public static string Text(Sheet sheet, string selector = "main")
    {
        var element = sheet.Doc.QuerySelector(selector) ?? throw new InvalidOperationException($"No {selector} in {sheet.Path}: {sheet.Doc.Body?.TextContent}");
        var pieces = element.Descendants<IText>().SelectMany(text => text.Data.Replace('\u00A0', ' ').Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));
        return string.Join(' ', pieces).Replace(" ,", ",", StringComparison.Ordinal);
    }
}
