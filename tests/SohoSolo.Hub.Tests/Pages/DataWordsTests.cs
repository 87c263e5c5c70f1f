using System.Globalization;
using System.Resources;
using SohoSolo.Core.Privacy;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Pages.MyData;
using SohoSolo.Hub.Pages.Privacy;
using SohoSolo.Hub.Tests.Architecture;
using SohoSolo.Storage;
using Xunit;

namespace SohoSolo.Hub.Tests.Pages;

/// <summary>Whatever is kept about people has words in which they are told.</summary>
public sealed class DataWordsTests
{
    [Fact]
    public void Every_table_use_term_and_end_of_personal_data_has_words() => Fence.Holds(Missing(
        typeof(PrivacyText),
        [
            .. PersonalData.All.Select(column => $"table.{column.Table}"), .. Enum.GetValues<DataUse>().SelectMany(use => new[] { $"use.{Words.Of(use)}", $"purpose.{Words.Of(use)}" }),
            .. Enum.GetValues<LegalBasis>().Select(basis => $"basis.{Words.Of(basis)}"), .. Enum.GetValues<DataRecipient>().Select(recipient => $"recipient.{Words.Of(recipient)}"),
            .. Enum.GetValues<DataTerm>().Select(term => $"term.{Words.Of(term)}"), .. Enum.GetValues<DataEnd>().Select(end => $"end.{Words.Of(end)}"),
        ]));

    [Fact]
    public void Every_part_and_field_that_members_take_along_has_words() => Fence.Holds(Missing(
        typeof(ExportText),
        [
            .. MemberExport.Sections.SelectMany(section => section.Children.Select(child => child.Name).Prepend(section.Name)).Select(name => $"section.{name}"),
            .. MemberExport.Sections.SelectMany(section => section.Fields.Concat(section.Children.SelectMany(child => child.Fields))).Select(field => $"field.{field.Name}"),
            .. Enum.GetValues<LeftOut>().Select(why => $"left-out.{Words.Of(why)}"),
        ]));

    private static IEnumerable<string> Missing(Type book, IEnumerable<string> keys)
    {
        var words = new ResourceManager(book);
        return keys.Distinct().Where(key => words.GetString(key, CultureInfo.InvariantCulture) is null);
    }
}
