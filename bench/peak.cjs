// Loaded into a measured process: at its end, writes the most memory that it held, in KB.
const { readFileSync, writeFileSync } = require('node:fs');

process.on('exit', () => {
  let peak = process.resourceUsage().maxRSS;
  try {
    // maxRSS also counts the process that forked this one; the kernel's own mark starts anew with the program.
    peak = Number(/VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? peak);
  } catch {
    // No /proc here.
  }
  writeFileSync(process.env.GIT_TASK_PEAK_FILE, String(peak));
});
