namespace SohoSolo.Core.Reporting.Suppression;

/// <summary>
/// All that can be calculated from published figures: their sums and differences with any weights. It grows only by what leaves it safe: whatever is calculated concerns nobody or at least the least number of
/// persons. That is proven as it grows: there are as many groups of persons as the least number, no person in two of them, each of which tells all figures apart. A combination that is not nothing therefore
/// has somebody of each group in it.
/// </summary>
internal sealed class FigureSpace
{
    private const int Nobody = -1;
    private const int MostRestarts = 4;

    private readonly int[][] personsIn;
    private readonly int[] groupOf;
    private readonly int[] breadth;
    private readonly Witnesses[] groups;
    private readonly List<uint[]> secrets = [];

    /// <param name="personsIn">The persons of each column: of each set of contributions that are in the same figures.</param>
    /// <param name="persons">How many persons there are; they are numbered from 0.</param>
    /// <param name="least">No combination may concern fewer persons.</param>
    public FigureSpace(int[][] personsIn, int persons, int least)
    {
        this.personsIn = personsIn;
        groupOf = new int[persons];
        Array.Fill(groupOf, Nobody);
        breadth = new int[persons];
        foreach (var person in personsIn.SelectMany(column => column))
            breadth[person]++;

        groups = [.. Enumerable.Range(0, least).Select(_ => new Witnesses())];
    }

    /// <summary>A sum that must never be calculable, although it concerns enough persons.</summary>
    public void Keep(uint[] secret) => secrets.Add(secret);

    /// <summary>Takes a figure in, or says that it must stay hidden.</summary>
    public bool TryAdd(uint[] figure)
    {
        var beyond = groups[0].Beyond(figure);
        if (Residues.IsNothing(beyond))
            return true;

        return !secrets.Any(secret => IsTold(secret, beyond)) && Witnessed(figure) is { } found && Add(found);
    }

    private bool Add(Witness[] found)
    {
        foreach (var (group, witness) in groups.Zip(found))
            group.Add(witness.Beyond, witness.Column, witness.Person);

        return true;
    }

    /// <summary>Whether a secret would be a combination of the figures with the new one: what is beyond them of both is the same but for a factor.</summary>
    private bool IsTold(uint[] secret, uint[] beyond)
    {
        var left = groups[0].Beyond(secret);
        var at = Array.FindIndex(beyond, value => value != 0);
        if (left[at] != 0)
            Residues.Subtract(left, Residues.Times(left[at], Residues.Inverse(beyond[at])), beyond);

        return Residues.IsNothing(left);
    }

    /// <summary>A person of each group who is in what the figure adds, or nothing. Where none is free, somebody of another group may be, if that group has another one for her.</summary>
    private Witness[]? Witnessed(uint[] figure)
    {
        List<int> taken = [];
        for (var restart = 0; restart <= MostRestarts; restart++)
        {
            var found = groups.Select((group, at) => (At: at, Beyond: group.Beyond(figure))).Select(one => Free(one.Beyond, one.At, taken)).TakeWhile(one => one is not null).ToArray();
            if (found.Length == groups.Length)
            {
                Release(taken.Except(found.Select(witness => witness!.Person)).ToList());
                return found!;
            }

            if (!TryMove(groups[found.Length].Beyond(figure), found.Length, taken))
                break;
        }

        Release(taken);
        return null;
    }

    /// <summary>Whoever was meant to witness something, and does not, is free again.</summary>
    private void Release(List<int> taken)
    {
        foreach (var person in taken.Where(person => !groups[groupOf[person]].WitnessedBy(person).Any()))
            groupOf[person] = Nobody;
    }

    /// <summary>Somebody of the group, or of none, who is in a column of the row; whoever is in the fewest columns otherwise, for she is of the least use elsewhere.</summary>
    private Witness? Free(uint[] beyond, int group, List<int> taken)
    {
        var (person, column) = Best(beyond, group);
        if (person == Nobody)
            return null;

        if (groupOf[person] == Nobody)
        {
            groupOf[person] = group;
            taken.Add(person);
        }

        return new Witness(beyond, column, person);
    }

    private (int Person, int Column) Best(uint[] beyond, int group)
    {
        var best = (Person: Nobody, Column: Nobody);
        for (var column = 0; column < beyond.Length; column++)
        {
            if (beyond[column] == 0)
                continue;

            foreach (var person in personsIn[column])
            {
                if ((groupOf[person] == group || groupOf[person] == Nobody) && (best.Person == Nobody || IsBetter(person, best.Person)))
                    best = (person, column);
            }
        }

        return best;
    }

    private bool IsBetter(int person, int than)
    {
        var (isFree, isOtherFree) = (groupOf[person] == Nobody, groupOf[than] == Nobody);
        return isFree != isOtherFree ? isOtherFree : breadth[person] != breadth[than] ? breadth[person] < breadth[than] : person < than;
    }

    /// <summary>Brings somebody of another group into this one, where that group can do without her.</summary>
    private bool TryMove(uint[] beyond, int group, List<int> taken)
    {
        foreach (var (person, _) in Persons(beyond).Where(one => groupOf[one.Person] != group && !taken.Contains(one.Person)))
        {
            if (!TryReplace(groupOf[person], person))
                continue;

            groupOf[person] = group;
            taken.Add(person);
            return true;
        }

        return false;
    }

    /// <summary>Lets others witness whatever this person witnesses in her group.</summary>
    private bool TryReplace(int group, int person)
    {
        foreach (var at in groups[group].WitnessedBy(person).ToList())
        {
            var other = Persons(groups[group].Row(at)).FirstOrDefault(one => one.Person != person && (groupOf[one.Person] == group || groupOf[one.Person] == Nobody), (Person: Nobody, Column: 0));
            if (other.Person == Nobody)
                return false;

            groupOf[other.Person] = group;
            groups[group].Replace(at, other.Column, other.Person);
        }

        return true;
    }

    private IEnumerable<(int Person, int Column)> Persons(uint[] row)
    {
        for (var column = 0; column < row.Length; column++)
        {
            if (row[column] == 0)
                continue;

            foreach (var person in personsIn[column])
                yield return (person, column);
        }
    }

    private sealed record Witness(uint[] Beyond, int Column, int Person);
}
