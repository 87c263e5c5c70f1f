namespace SohoSolo.Hub.Imports;

/// <summary>What came of judging one row: everything that is wrong with it, and not only the first thing.</summary>
internal sealed class RowReading(CsvRow row)
{
    private readonly List<ImportRejection> rejections = [];

    public IReadOnlyList<ImportRejection> Rejections => rejections;

    public T? Take<T>(string column, Field<T> field)
    {
        if (field.Why is not null)
            rejections.Add(new ImportRejection(row.Line, column, field.Why) { Word = field.Word, Written = field.Written });

        return field.Value;
    }

    public void Reject(string column, string why, string? word = null, string? written = null) =>
        rejections.Add(new ImportRejection(row.Line, column, why) { Word = word, Written = written });
}
