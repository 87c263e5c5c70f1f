using System.Numerics;

namespace SohoSolo.Hub.Reports;

/// <summary>Small numbers for the keys of persons, the same ones for as long as the hub runs.</summary>
internal sealed class PersonNumbers
{
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly Lock numbering = new();

    public int Of(string person)
    {
        lock (numbering)
        {
            if (!numbers.TryGetValue(person, out var number))
                numbers[person] = number = numbers.Count;

            return number;
        }
    }
}

/// <summary>Persons by their numbers: sets of many months are put together without looking at each of them.</summary>
internal sealed class PersonSet
{
    private const int Bits = 64;

    private ulong[] words = [];

    public int Count => words.Sum(BitOperations.PopCount);

    public void Add(int person)
    {
        Grow((person / Bits) + 1);
        words[person / Bits] |= 1UL << (person % Bits);
    }

    public void Add(PersonSet others)
    {
        Grow(others.words.Length);
        for (var at = 0; at < others.words.Length; at++)
            words[at] |= others.words[at];
    }

    private void Grow(int length)
    {
        if (words.Length < length)
            Array.Resize(ref words, length);
    }
}
