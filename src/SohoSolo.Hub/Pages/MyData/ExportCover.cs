using Microsoft.Extensions.Localization;
using SohoSolo.Core.Privacy;
using SohoSolo.Hub.Pages.Privacy;
using SohoSolo.Storage;
using Spoken = SohoSolo.Hub.Api.Words;

namespace SohoSolo.Hub.Pages.MyData;

/// <summary>The words around the rows: made of the table of personal data, so that nothing is told otherwise here than it is done.</summary>
internal sealed class ExportCover(DataWords data, IStringLocalizer<ExportText> words, string? contact)
{
    private const string Authority = "https://www.cnil.fr/fr/plaintes";

    private static readonly Dictionary<string, List<PersonalColumn>> Columns = PersonalData.All.GroupBy(column => column.Table).ToDictionary(table => table.Key, table => table.ToList());

    public ExportAbout About => new()
    {
        Title = words["title"],
        Says = [words["says"], words["others"], words["times"]],
        Contact = contact,
        Rights = words["rights"],
        Complaint = $"{words["complaint"]} {Authority}",
    };

    /// <summary>Everything but its rows.</summary>
    public ExportSectionView Of(ExportSection section)
    {
        var columns = ColumnsOf(section);
        var uses = columns.Select(column => column.Use).Distinct().ToList();
        return new ExportSectionView
        {
            Title = Title(section.Name),
            Purposes = [.. uses.Select(data.Purpose)],
            Bases = [.. uses.Select(DataUses.BasisOf).Distinct().Select(data.Basis)],
            Kept = section.Name == MemberExport.Consultations ? [data.Consultations.Kept] : data.Kept(columns),
            Recipients = [.. uses.SelectMany(DataUses.RecipientsOf).Distinct().Select(data.Recipient)],
            IfErased = data.IfErased(columns),
            Fields = Labels(section),
            Rows = [],
        };
    }

    public string Title(string section) => words[$"section.{section}"];

    public string Label(ExportField field) => words[$"field.{field.Name}"];

    public string Word(string key) => words[key];

    /// <summary>What is kept and not told, by why.</summary>
    public IReadOnlyList<LeftOutView> LeftOut
    {
        get
        {
            var secrets = PersonalData.All.Where(column => column.IsSecret).Select(column => (Why: Storage.LeftOut.Secret, column.Name));
            var untold = MemberExport.Untold.Select(one => (Why: one.Value, Name: one.Key));
            return [.. secrets.Concat(untold).GroupBy(one => one.Why).OrderBy(one => one.Key)
                .Select(one => new LeftOutView(Spoken.Of(one.Key), words[$"left-out.{Spoken.Of(one.Key)}"], [.. one.Select(column => column.Name).Distinct().Order(StringComparer.Ordinal)]))];
        }
    }

    /// <summary>A section's own columns and those of what belongs to its rows, without what is never told.</summary>
    private static List<PersonalColumn> ColumnsOf(ExportSection section) =>
        [.. section.Children.Select(child => child.Table).Prepend(section.Table).SelectMany(table => Columns.GetValueOrDefault(table, [])).Where(column => !column.IsSecret && !column.IsActor)];

    private Dictionary<string, string> Labels(ExportSection section)
    {
        var labels = section.Fields.ToDictionary(field => field.Name, Label);
        foreach (var child in section.Children)
        {
            labels[child.Name] = Title(child.Name);
            foreach (var field in child.Fields)
                labels[$"{child.Name}.{field.Name}"] = Label(field);
        }

        return labels;
    }
}
