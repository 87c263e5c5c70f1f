using System.Globalization;
using System.Security.Cryptography;
using SohoSolo.Core.Access;

namespace SohoSolo.Hub.Credentials;

/// <summary>PINs are made, never chosen: people choose birthdays.</summary>
internal static class PinMaker
{
    private const int FewestDifferentDigits = 3;

    private static readonly int AllOfThem = (int)Math.Pow(10, PresentedCredential.FewestPinDigits);

    public static string Next() => Next(() => RandomNumberGenerator.GetInt32(AllOfThem));

    /// <summary>The first one that nobody would try first.</summary>
    public static string Next(Func<int> chance)
    {
        while (true)
        {
            var digits = chance().ToString("D6", CultureInfo.InvariantCulture);
            if (!IsTrivial(digits)) return digits;
        }
    }

    /// <summary>Few digits, a run up or down, or a part said over and over.</summary>
    public static bool IsTrivial(string digits) =>
        digits.Distinct().Count() < FewestDifferentDigits || IsRun(digits, 1) || IsRun(digits, 9) || Repeats(digits, 2) || Repeats(digits, 3);

    private static bool IsRun(string digits, int step) => digits.Zip(digits.Skip(1)).All(pair => (pair.First - '0' + step) % 10 == pair.Second - '0');

    private static bool Repeats(string digits, int length) => digits.Skip(length).Zip(digits).All(pair => pair.First == pair.Second);
}
