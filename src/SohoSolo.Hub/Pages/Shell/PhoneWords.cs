namespace SohoSolo.Hub.Pages.Shell;

/// <summary>Telephone numbers as people read them.</summary>
internal static class PhoneWords
{
    private const string France = "+33";
    private const int DigitsAfterIt = 9;

    /// <summary><c>+33639980181</c> is 06 39 98 01 81, with blanks that are not broken; numbers of other countries stay as they are.</summary>
    public static string Of(string phone) => phone.StartsWith(France, StringComparison.Ordinal) && phone.Length == France.Length + DigitsAfterIt
        ? string.Join('\u00A0', $"0{phone[France.Length..]}".Chunk(2).Select(pair => new string(pair)))
        : phone;
}
