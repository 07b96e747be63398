public class Script
{
}
