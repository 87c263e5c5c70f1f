namespace SohoSolo.Core.Reporting.Suppression;

/// <summary>
/// A group of persons who tell all published figures apart: no combination of the figures other than nothing leaves out all of them. Kept as a reduced basis of the figures: each of its rows has a column (a
/// pivot) where all the others are zero, and a person of the group who is in that column.
/// </summary>
internal sealed class Witnesses
{
    private readonly List<uint[]> rows = [];
    private readonly List<int> pivots = [];
    private readonly List<int> persons = [];

    public int Rank => rows.Count;

    /// <summary>What of a row is not yet told by the figures: zero in every pivot.</summary>
    public uint[] Beyond(uint[] row)
    {
        var left = (uint[])row.Clone();
        for (var at = 0; at < rows.Count; at++)
        {
            if (left[pivots[at]] is var times and not 0)
                Residues.Subtract(left, times, rows[at]);
        }

        return left;
    }

    /// <summary>Takes a row that is beyond the others in, with the person who witnesses it in a column where it is not zero.</summary>
    public void Add(uint[] beyond, int pivot, int person)
    {
        Pivot(beyond, pivot, rows.Count);
        rows.Add(beyond);
        pivots.Add(pivot);
        persons.Add(person);
    }

    public IEnumerable<int> WitnessedBy(int person) => Enumerable.Range(0, persons.Count).Where(at => persons[at] == person);

    public uint[] Row(int at) => rows[at];

    /// <summary>Another column and person for a row of the basis: the figures stay the same.</summary>
    public void Replace(int at, int pivot, int person)
    {
        Pivot(rows[at], pivot, at);
        (pivots[at], persons[at]) = (pivot, person);
    }

    private void Pivot(uint[] row, int pivot, int own)
    {
        if (row[pivot] != 1)
        {
            var inverse = Residues.Inverse(row[pivot]);
            for (var column = 0; column < row.Length; column++)
                row[column] = row[column] == 0 ? 0 : Residues.Times(row[column], inverse);
        }

        for (var at = 0; at < rows.Count; at++)
        {
            if (at != own && rows[at][pivot] is var times and not 0)
                Residues.Subtract(rows[at], times, row);
        }
    }
}
