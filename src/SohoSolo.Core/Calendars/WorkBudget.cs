namespace SohoSolo.Core.Calendars;

/// <summary>How many steps may still be taken for one question. Who writes a calendar decides how much work it is; this is where that ends.</summary>
internal sealed class WorkBudget(int steps)
{
    private int _left = steps;

    public bool IsSpent => _left <= 0;

    public bool Spend(int steps = 1)
    {
        _left -= Math.Min(steps, _left);
        return _left > 0;
    }
}
