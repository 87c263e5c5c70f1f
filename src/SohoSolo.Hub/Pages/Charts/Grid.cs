namespace SohoSolo.Hub.Pages.Charts;

/// <summary>Figures in rows and columns, for a heat map or a matrix.</summary>
/// <param name="Cells">Row by row, one for each column.</param>
public sealed record Grid(IReadOnlyList<string> Rows, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<Figure>> Cells)
{
    public IEnumerable<Figure> All => Cells.SelectMany(row => row);

    public bool HasMasked => All.Any(figure => figure is Figure.Masked);

    /// <summary>The cell with the most in it; null where nothing is shown.</summary>
    public (string Row, string Column, double Many)? Peak()
    {
        var known = Cells.Index().SelectMany(row => row.Item.Index().Where(cell => cell.Item.Number > 0).Select(cell => (Rows[row.Index], Columns[cell.Index], cell.Item.Number!.Value))).ToList();
        return known.Count == 0 ? null : known.MaxBy(cell => cell.Value);
    }
}
